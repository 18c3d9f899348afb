import type { Locator } from '@playwright/test';
import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

const FILLER = 'It goes on for longer than a line, so that it does not fit on any screen. ';
/** Fills more than two screens by its middle. */
export const PARAGRAPHS = Array.from(
  { length: 48 },
  (_, at) => `Paragraph ${at + 1} of a long answer. ${FILLER.repeat(4)}\n\n`,
);
/** Finds the beginning of each paragraph. */
const LANDMARKS = /Paragraph\s\d+\sof/;

/** Sends so many paragraphs between two looks. */
const STEP = 6;
/** Allows one line to be out of view. */
const LINE_PX = 32;
/** Allows for rounded positions. */
const ROUNDING_PX = 2;
const UP_PX = 400;
const ALL_PX = 100_000;
const NEAR_PX = 200;
const POLL = { intervals: [50, 100, 250] };

/** Checks the reader's place in a long answer. */
export const SCROLLING: readonly Behaviour[] = [
  {
    id: 'follow-growing-answer',
    title: 'keeps the end of a growing answer in view',
    async check(scenario) {
      const stream = await playToOverflow(scenario);
      while (stream.remaining > STEP) {
        await stream.step(STEP);
        await expectEndInView(scenario);
      }
      await stream.finish();
      await expectEndInView(scenario);
    },
  },
  {
    id: 'keep-reading-position',
    title: 'keeps its place when the reader scrolls up',
    async check(scenario) {
      const { driver, expect, page } = scenario;
      const stream = await playToOverflow(scenario);
      const belowView = atRest(async () => (await read(scenario)).belowView);
      await driver.answers(page).last().hover({ force: true });
      await page.mouse.wheel(0, ALL_PX); // for a UI that does not follow by itself
      await expect
        .poll(belowView, { message: 'text below the view after scrolling down (px)', ...POLL })
        .toBeLessThan(NEAR_PX);
      const end = (await read(scenario)).belowView;
      await page.mouse.wheel(0, -UP_PX);
      await expect
        .poll(belowView, { message: 'text below the view after scrolling up (px)', ...POLL })
        .toBeGreaterThan(end + NEAR_PX);
      const landmark = middleLandmark(scenario, await read(scenario));
      while (stream.remaining > STEP) {
        await stream.step(STEP);
        await expectInPlace(scenario, landmark);
      }
      await stream.finish();
      await expectInPlace(scenario, landmark);
    },
  },
];

/** Plays to the middle of the long answer, which the view cannot hold. */
async function playToOverflow(scenario: Scenario) {
  const { conversation, expect, playhead } = scenario;
  await scenario.open();
  await scenario.send(conversation[0]!.text);
  const stream = await playhead.nextStream();
  await stream.until({ text: PARAGRAPHS.slice(0, PARAGRAPHS.length / 2).join('') });
  const message = 'the answer overflows its scroller (px): is the long answer shown?';
  const overflow = async () => (await read(scenario)).overflow;
  await expect.poll(overflow, { message, ...POLL }).toBeGreaterThan(UP_PX);
  return stream;
}

async function expectEndInView(scenario: Scenario): Promise<void> {
  const belowView = async () => (await read(scenario)).belowView;
  await scenario.expect
    .poll(belowView, { message: 'the end of the answer is below the view (px)', ...POLL })
    .toBeLessThanOrEqual(LINE_PX);
}

/** Reads a position that has not changed since it was read before; NaN where it has. */
function atRest(readPosition: () => Promise<number>): () => Promise<number> {
  let last = NaN;
  return async () => {
    const before = last;
    last = await readPosition();
    return last === before ? last : NaN;
  };
}

type Landmark = [text: string, top: number];

/** Finds the landmark nearest to the middle: it must stay, whatever becomes of `scrollTop`. */
function middleLandmark({ expect }: Scenario, { landmarks, height }: ScrollState): Landmark {
  const distance = ([, top]: Landmark) => Math.abs(top - height / 2);
  const [nearest] = Object.entries(landmarks).toSorted(
    (one, other) => distance(one) - distance(other),
  );
  expect(nearest, 'a paragraph of the answer is in view').toBeDefined();
  return nearest!;
}

async function expectInPlace(scenario: Scenario, [text, top]: Landmark): Promise<void> {
  const moved = Math.abs((await read(scenario)).landmarks[text]! - top);
  scenario
    .expect(moved, `"${text} …" moved on screen while the reader had scrolled up (px)`)
    .toBeLessThanOrEqual(ROUNDING_PX);
}

function read({ driver, page }: Scenario): Promise<ScrollState> {
  return readScrollState(driver.answers(page).last(), LANDMARKS);
}

/**
 * Where a reader stands, in pixels, measured on screen: some boxes count `scrollTop` from the end,
 * and browsers change it to keep in place what is in view.
 */
interface ScrollState {
  /** The height of the view. */
  height: number;
  /** The height of the content beyond that. */
  overflow: number;
  /** The distance from the view down to the end of the element; negative within it. */
  belowView: number;
  /** The distance from the top of the view down to each landmark, by its text. */
  landmarks: Record<string, number>;
}

/**
 * Reads the scroll state of an element in its scroller: the nearest box around it that overflows,
 * through shadow trees, or the window.
 * @param landmarks finds in the element's text what to measure the places of
 */
async function readScrollState(locator: Locator, landmarks: RegExp): Promise<ScrollState> {
  return locator.evaluate((element, source) => {
    const parentOf = (node: Element) =>
      node.assignedSlot ??
      node.parentElement ??
      (node.getRootNode() as Partial<ShadowRoot>).host ??
      null;
    const view = document.scrollingElement ?? document.documentElement;
    const isWindow = (box: Element) =>
      box === view || (box === document.body && getComputedStyle(view).overflowY === 'visible');
    const scrolls = (box: Element) =>
      !isWindow(box) &&
      box.scrollHeight > box.clientHeight + 1 &&
      /auto|scroll|overlay/.test(getComputedStyle(box).overflowY);
    let box = parentOf(element);
    while (box && !scrolls(box)) box = parentOf(box);
    const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const { scrollHeight, clientHeight } = box ?? view;

    const textsOf = (node: Node): Text[] => [
      ...(node instanceof Text ? [node] : []),
      ...[...((node as Partial<Element>).shadowRoot?.childNodes ?? [])].flatMap(textsOf),
      ...[...node.childNodes].flatMap(textsOf),
    ];
    const texts = textsOf(element);
    const whole = texts.map(({ data }) => data).join('');
    const topAt = (index: number) => {
      const range = document.createRange();
      let start = 0;
      for (const text of texts) {
        if (index < start + text.length) {
          range.setStart(text, index - start);
          range.setEnd(text, index - start + 1);
          break;
        }
        start += text.length;
      }
      return range.getBoundingClientRect().top - top;
    };
    const found = [...whole.matchAll(new RegExp(source, 'g'))];
    return {
      height: clientHeight,
      overflow: scrollHeight - clientHeight,
      belowView: element.getBoundingClientRect().bottom - bottom,
      landmarks: Object.fromEntries(
        found.toReversed().map(({ 0: text, index }) => [text, topAt(index)]),
      ),
    };
  }, landmarks.source);
}
