import { type Page, test, type TestInfo } from '@playwright/test';
import { PAGE_OBJECT, type PageObject } from '../browser/channel.ts';
import { PlayheadError } from '../util/error.ts';
import type { Transcript } from '../protocols/transcript.ts';
import { expect } from '../playwright/matchers/expect.ts';
import { settlesWithin } from '../playwright/fixture/hang-detection.ts';
import type { PlayheadStream } from '../playwright/fixture/playhead-stream.ts';
import type { Playhead } from '../playwright/fixture/playhead.ts';
import type { ExpectedQuestion, ExpectedResponse } from './expected-conversation.ts';
import { type ChatDriver, type Opening, strictDriver } from './driver.ts';
import { trimIncompleteMarkdown } from './trim-incomplete-markdown.ts';

/** How long an action of a driver may take, in milliseconds. */
const ACTION_MS = 5000;
/** How long a UI may take to ask, tools included. */
const ASK_MS = 5000;
/** How long it may take for anything, where it is known to fail in the end. */
const KNOWN_MS = 1000;
/** A page may be built while it is opened. */
const OPEN_MS = 20_000;

/** What is done with each response of a conversation. */
export type Play = (stream: PlayheadStream, response: ExpectedResponse) => Promise<void>;

/** Where a UI has been led to: nothing of the response has been sent. */
export interface Led {
  question: ExpectedQuestion;
  response: ExpectedResponse;
  stream: PlayheadStream;
  /** So many events show words, and more words follow. */
  firstWords: number;
}

/** What leads a UI through a conversation, and looks at what it shows. */
export interface Scenario {
  page: Page;
  playhead: Playhead;
  driver: ChatDriver;
  course: readonly ExpectedQuestion[];
  /** Waits for less where the UI is known to fail. */
  expect: typeof expect;
  /** The same for what takes so many milliseconds at most. */
  patience(ms: number): number;
  open(): Promise<void>;
  /** Sends the question, without waiting. */
  send(text: string): Promise<void>;
  stop(): Promise<void>;
  /** Waits until the page has rendered what it will render by itself. */
  settle(): Promise<void>;
  /** Asks the question once more, the way the UI offers it. */
  retry(text: string): Promise<void>;
  /** Plays all responses to a question, as the UI asks for them. */
  answer(question: ExpectedQuestion, play?: Play): Promise<void>;
  /** Asks one question, and plays all its responses. */
  ask(question: ExpectedQuestion, play?: Play): Promise<void>;
  /** Asks all questions. */
  converse(play?: Play): Promise<void>;
  /**
   * Opens the UI and leads it up to the first response that has words before the rest: without one
   * the behaviour is not applicable.
   */
  playUntilFirstWords(): Promise<Led>;
  /** Expects that the conversation shows all it has been told so far. */
  showsAllSoFar(): Promise<void>;
  /** The same in the middle of an answer: marks may be held back as long as their meaning is open. */
  showsSoFar(): Promise<void>;
  /** Expects that the conversation shows a question and all its answer. */
  shows(question: ExpectedQuestion): Promise<void>;
  /** The behaviour does not apply to this cassette: the report says so. */
  notApplicable(reason: string): never;
}

export function createScenario(
  page: Page,
  playhead: Playhead,
  { driver: given, course, opening, known, testInfo }: Surroundings,
): Scenario {
  const driver = strictDriver(given);
  const patient = known ? expect.configure({ timeout: KNOWN_MS }) : expect;
  const patience = (ms: number) => (known ? Math.min(ms, KNOWN_MS) : ms);

  /** Each action is a step of the report. */
  async function act(
    name: 'open' | 'send' | 'stop' | 'retry',
    what: string,
    action: () => Promise<unknown>,
  ): Promise<void> {
    await test.step(`${name} ${what}`, async () => {
      const done = action();
      if (!(await settlesWithin(done, name === 'open' ? OPEN_MS : ACTION_MS))) {
        done.catch(() => {}); // it fails once the page is closed
        const why = `${name}() of the driver does not come to an end`;
        const message = `Cannot use ${driver.name}: ${why}. Look at the locators it uses.`;
        throw new PlayheadError('timeout', message);
      }
      await done;
    });
  }

  async function showsTranscript(told: Transcript): Promise<void> {
    await patient(driver.log(page)).toShowTranscript(visibleOf(told, driver));
  }

  const lead: Scenario = {
    page,
    playhead,
    driver,
    course,
    expect: patient,
    patience,
    open: () => act('open', driver.name, () => driver.open(page, opening)),
    send: (text) => act('send', JSON.stringify(text), () => driver.send(page, text)),
    stop: () => act('stop', driver.name, () => driver.stop!(page)),
    async settle() {
      await page.evaluate(
        (name) => (globalThis as unknown as Record<string, PageObject>)[name]?.settle(),
        PAGE_OBJECT,
      );
    },
    retry: (text) =>
      driver.retry
        ? act('retry', JSON.stringify(text), () => driver.retry!(page))
        : lead.send(text),
    async answer({ responses }, play = (stream) => stream.finish()) {
      for (const response of responses) {
        await play(await playhead.nextStream({ timeout: patience(ASK_MS) }), response);
      }
    },
    async ask(question, play) {
      await lead.send(question.text);
      await lead.answer(question, play);
    },
    async converse(play) {
      for (const question of course) await lead.ask(question, play);
    },
    async playUntilFirstWords() {
      const hasWords = ({ firstWords }: ExpectedResponse) => firstWords !== undefined;
      if (!course.some(({ responses }) => responses.some(hasWords))) {
        lead.notApplicable('no answer of the cassette comes in several pieces with words');
      }
      await lead.open();
      for (const question of course) {
        await lead.send(question.text);
        for (const response of question.responses) {
          const stream = await playhead.nextStream({ timeout: patience(ASK_MS) });
          const { firstWords } = response;
          if (firstWords !== undefined) return { question, response, stream, firstWords };
          await stream.finish();
        }
      }
      throw new Error('No response says words, and one did.');
    },
    showsAllSoFar: () => showsTranscript(playhead.transcript),
    showsSoFar: () => showsTranscript(settledOf(playhead.transcript)),
    shows: ({ text, responses }) =>
      showsTranscript({ turns: [{ role: 'user', text }, ...responses.map(({ turn }) => turn)] }),
    notApplicable(reason) {
      testInfo.skip(true, `not applicable: ${reason}`);
      throw new Error(reason);
    },
  };
  return lead;
}

/** What a test knows besides its fixtures. */
interface Surroundings {
  driver: ChatDriver;
  course: readonly ExpectedQuestion[];
  opening: Opening;
  /** The UI is known to fail. */
  known: boolean;
  testInfo: TestInfo;
}

/** The transcript of an answer that still comes, without marks that may be held back. */
function settledOf({ turns }: Transcript): Transcript {
  const last = turns.at(-1);
  if (last?.role !== 'assistant') return { turns };
  return { turns: [...turns.slice(0, -1), { ...last, text: trimIncompleteMarkdown(last.text) }] };
}

/** A UI without cards for tool calls need not name them. */
function visibleOf({ turns }: Transcript, driver: ChatDriver): Transcript {
  if (driver.toolCards) return { turns };
  return {
    turns: turns.map((turn) => (turn.role === 'user' ? turn : { ...turn, toolCalls: [] })),
  };
}
