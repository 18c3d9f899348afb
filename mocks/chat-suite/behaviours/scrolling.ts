import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';
import { type Place, placeOf } from '../scroller.ts';

const WORDS = 'It goes on for longer than a line, so that it does not fit on any screen. ';
/** So many paragraphs are more than twice what a screen holds by the middle. */
export const PARAGRAPHS = Array.from(
  { length: 48 },
  (_, at) => `Paragraph ${at + 1} of a long answer. ${WORDS.repeat(4)}\n\n`,
);
/** How each of them begins. */
const BEGINNING = /Paragraph\s\d+\sof/;

/** So many paragraphs come between two looks. */
const STEP = 6;
/** The end is in sight where at most a line of it is not. */
const LINE_PX = 32;
/** Browsers round positions. */
const ROUNDING_PX = 2;
const UP_PX = 400;
const ALL_PX = 100_000;
const NEAR_PX = 200;
/** How long to wait between looks, in milliseconds. */
const LOOKS = [50, 100, 250];

/** What becomes of the reader's place in a long answer. */
export const SCROLLING: readonly Behaviour[] = [
  {
    title: 'follows the end while the answer grows',
    async check(lead) {
      const stream = await toOverflow(lead);
      while (stream.remaining > STEP) {
        await stream.step(STEP);
        await seesTheEnd(lead);
      }
      await stream.finish();
      await seesTheEnd(lead);
    },
  },
  {
    title: 'keeps its place when the reader scrolls up',
    async check(lead) {
      const stream = await toOverflow(lead);
      const hidden = atRest(async () => (await look(lead)).hidden);
      await lead.driver.answers(lead.page).last().hover({ force: true });
      await lead.page.mouse.wheel(0, ALL_PX); // for a UI that does not follow by itself
      await lead.expect
        .poll(hidden, { message: 'below, after scrolling down', intervals: LOOKS })
        .toBeLessThan(NEAR_PX);
      const end = (await look(lead)).hidden;
      await lead.page.mouse.wheel(0, -UP_PX);
      await lead.expect
        .poll(hidden, { message: 'below, after scrolling up', intervals: LOOKS })
        .toBeGreaterThan(end + NEAR_PX);
      const seen = inMiddle(lead, await look(lead));
      while (stream.remaining > STEP) {
        await stream.step(STEP);
        await staysInPlace(lead, seen);
      }
      await stream.finish();
      await staysInPlace(lead, seen);
    },
  },
];

/** Leads to the middle of the long answer, which is more than the screen holds. */
async function toOverflow(lead: Scenario) {
  await lead.open();
  await lead.send(lead.course[0]!.text);
  const stream = await lead.playhead.nextStream();
  await stream.until({ text: PARAGRAPHS.slice(0, PARAGRAPHS.length / 2).join('') });
  const { overflow } = await look(lead);
  lead.expect(overflow, 'what does not fit, in px').toBeGreaterThan(UP_PX);
  return stream;
}

async function seesTheEnd(lead: Scenario): Promise<void> {
  const hidden = async () => (await look(lead)).hidden;
  await lead.expect
    .poll(hidden, { message: 'the end is out of sight by so many px', intervals: LOOKS })
    .toBeLessThanOrEqual(LINE_PX);
}

/** A place that has not changed since it was looked at before; NaN where it has. */
function atRest(read: () => Promise<number>): () => Promise<number> {
  let last = NaN;
  return async () => {
    const before = last;
    last = await read();
    return last === before ? last : NaN;
  };
}

type Mark = [text: string, top: number];

/** What the reader looks at: where the box is scrolled to may change while that stays. */
function inMiddle({ expect }: Scenario, { marks, height }: Place): Mark {
  const distance = ([, top]: Mark) => Math.abs(top - height / 2);
  const [nearest] = Object.entries(marks).toSorted((one, other) => distance(one) - distance(other));
  expect(nearest, 'a paragraph of the answer').toBeDefined();
  return nearest!;
}

async function staysInPlace(lead: Scenario, [text, top]: Mark): Promise<void> {
  const moved = Math.abs((await look(lead)).marks[text]! - top);
  lead.expect(moved, `"${text} …" moves on screen by so many px`).toBeLessThanOrEqual(ROUNDING_PX);
}

function look({ driver, page }: Scenario): Promise<Place> {
  return placeOf(driver.answers(page).last(), BEGINNING);
}
