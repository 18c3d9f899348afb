import { expect } from '../expect.ts';
import type { Behaviour } from './behaviour.ts';
import type { Lead } from './lead.ts';
import { type Place, placeOf } from './scroller.ts';

const WORDS = 'It goes on for longer than a line, so that it does not fit on any screen. ';
/** So many paragraphs are more than twice what a screen holds by the middle. */
export const PARAGRAPHS = Array.from(
  { length: 48 },
  (_, at) => `Paragraph ${at + 1} of a long answer. ${WORDS.repeat(4)}\n\n`,
);

/** So many paragraphs come between two looks. */
const STEP = 6;
/** The end is in sight where at most a line of it is not. */
const LINE_PX = 32;
/** Browsers round positions. */
const ROUNDING_PX = 2;
const UP_PX = 400;
const ALL_PX = 100_000;
const NEAR_PX = 200;
const PATIENCE = { timeout: 5000, intervals: [50, 100, 250] };

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
      const below = async () => (await look(lead)).below;
      await lead.driver.answers(lead.page).last().hover({ force: true });
      await lead.page.mouse.wheel(0, ALL_PX); // for a UI that does not follow by itself
      await expect
        .poll(below, { message: 'below, after scrolling down', ...PATIENCE })
        .toBeLessThan(NEAR_PX);
      await lead.page.mouse.wheel(0, -UP_PX);
      await expect
        .poll(below, { message: 'below, after scrolling up', ...PATIENCE })
        .toBeGreaterThan(NEAR_PX);
      const { top } = await look(lead);
      while (stream.remaining > STEP) {
        await stream.step(STEP);
        await staysAt(lead, top);
      }
      await stream.finish();
      await staysAt(lead, top);
    },
  },
];

/** Leads to the middle of the long answer, which is more than the screen holds. */
async function toOverflow(lead: Lead) {
  await lead.open();
  await lead.send(lead.course[0]!.text);
  const stream = await lead.playhead.nextStream();
  await stream.until(PARAGRAPHS.slice(0, PARAGRAPHS.length / 2).join(''));
  const { top, below } = await look(lead);
  expect(top + below, 'what does not fit, in px').toBeGreaterThan(UP_PX);
  return stream;
}

async function seesTheEnd(lead: Lead): Promise<void> {
  const hidden = async () => (await look(lead)).hidden;
  await expect
    .poll(hidden, { message: 'the end is out of sight by so many px', ...PATIENCE })
    .toBeLessThanOrEqual(LINE_PX);
}

async function staysAt(lead: Lead, top: number): Promise<void> {
  const moved = Math.abs((await look(lead)).top - top);
  expect(moved, 'the place moves by so many px').toBeLessThanOrEqual(ROUNDING_PX);
}

function look({ driver, page }: Lead): Promise<Place> {
  return placeOf(driver.answers(page).last());
}
