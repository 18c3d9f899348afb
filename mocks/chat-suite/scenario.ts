import type { Page, TestInfo } from '@playwright/test';
import type { Playhead } from '../playhead/playhead.ts';
import type { PlayheadStream } from '../playhead/playhead-stream.ts';
import { expect } from '../playwright/matchers/expect.ts';
import type { ProtocolChoice } from '../protocols/protocols.ts';
import type { Transcript } from '../protocols/transcript.ts';
import type { ChatDriver, Opening } from './driver.ts';
import type { ExpectedQuestion, ExpectedResponse } from './expected-conversation.ts';
import { performAction } from './perform-action.ts';
import { trimIncompleteMarkdown } from './trim-incomplete-markdown.ts';

/** Limits how long a UI may take to send a request, tools included, in milliseconds. */
const REQUEST_MS = 5000;
/** Limits each wait of a test that must fail. */
const MUST_FAIL_MS = 1000;

/** Plays one response of a conversation. */
export type PlayResponse = (stream: PlayheadStream, response: ExpectedResponse) => Promise<void>;

/** Everything that a scenario needs of its test. */
export interface ScenarioSetup {
  page: Page;
  playhead: Playhead;
  driver: ChatDriver;
  conversation: readonly ExpectedQuestion[];
  /** Of the conversation; undefined: detected. */
  protocol: ProtocolChoice | undefined;
  opening: Opening;
  /** Whether the UI is expected to fail. */
  mustFail: boolean;
  testInfo: TestInfo;
}

/** A response with text, of which nothing has been sent yet. */
export interface PendingText {
  question: ExpectedQuestion;
  response: ExpectedResponse;
  stream: PlayheadStream;
  eventsToFirstText: number;
}

/** A conversation that a driver plays through a UI. */
export type Scenario = ReturnType<typeof createScenario>;

export function createScenario(setup: ScenarioSetup) {
  const { page, playhead, driver, conversation, opening, mustFail, testInfo } = setup;
  const timeout = (ms: number) => (mustFail ? Math.min(ms, MUST_FAIL_MS) : ms);
  const scenarioExpect = mustFail ? expect.configure({ timeout: MUST_FAIL_MS }) : expect;
  const nextStream = () => playhead.nextStream({ timeout: timeout(REQUEST_MS) });
  const expectShown = (transcript: Transcript) =>
    scenarioExpect(driver.log(page)).toShowTranscript(visibleTo(driver, transcript));

  const scenario = {
    page,
    playhead,
    driver,
    conversation,
    protocol: setup.protocol,
    /** Waits for less where the UI is expected to fail. */
    expect: scenarioExpect,
    /** Shortens a timeout where the UI is expected to fail. */
    timeout,
    open: () => performAction(driver, 'open', () => driver.open(page, opening)),
    /** Sends a question, without waiting. */
    send: (text: string) =>
      performAction(driver, 'send', () => driver.send(page, text), JSON.stringify(text)),
    stop: () => performAction(driver, 'stop', () => driver.stop!(page)),
    /** Asks a question once more, as the UI offers it. */
    retry: (text: string): Promise<void> =>
      driver.retry
        ? performAction(driver, 'retry', () => driver.retry!(page))
        : scenario.send(text),
    /** Locates the visible error messages. */
    errors: () => driver.error!(page).filter({ visible: true }),
    /** Waits until the page has rendered what it will render by itself. */
    settle: () => page.evaluate(() => globalThis.playheadPage?.settle()),
    /** Plays all responses to a question, as the UI requests them. */
    playResponses: async (
      { responses }: ExpectedQuestion,
      play: PlayResponse = (stream) => stream.finish(),
    ): Promise<void> => {
      for (const response of responses) await play(await nextStream(), response);
    },
    /** Sends a question, and plays all its responses. */
    playQuestion: async (question: ExpectedQuestion, play?: PlayResponse): Promise<void> => {
      await scenario.send(question.text);
      await scenario.playResponses(question, play);
    },
    /** Sends all questions, and plays their responses. */
    playConversation: async (play?: PlayResponse): Promise<void> => {
      for (const question of conversation) await scenario.playQuestion(question, play);
    },
    /**
     * Opens the UI and plays up to the first response that streams text in several events: without
     * one the behaviour is not applicable.
     */
    playToFirstText: async (): Promise<PendingText> => {
      await scenario.open();
      for (const question of conversation) {
        await scenario.send(question.text);
        for (const response of question.responses) {
          const stream = await nextStream();
          const { eventsToFirstText } = response;
          if (eventsToFirstText) return { question, response, stream, eventsToFirstText };
          await stream.finish();
        }
      }
      return notApplicable(testInfo, 'no answer of the cassette streams text in several events');
    },
    /** Expects that the conversation shows all that has been sent. */
    expectAllSent: () => expectShown(playhead.transcript),
    /** Gives what has been sent in the middle of an answer: incomplete markdown may be held back. */
    sentSoFar: () => trimLastTurn(playhead.transcript),
    /** Expects that the conversation shows what has been sent so far. */
    expectSentSoFar: () => expectShown(scenario.sentSoFar()),
    /** Expects that the conversation shows a question and its whole answer, below other turns. */
    expectAnswered: ({ text, responses }: ExpectedQuestion, above: Transcript['turns'] = []) =>
      expectShown({
        turns: [...above, { role: 'user', text }, ...responses.map(({ turn }) => turn)],
      }),
    notApplicable: (reason: string) => notApplicable(testInfo, reason),
  };
  return scenario;
}

/** Skips the test: the behaviour does not apply to this cassette. */
function notApplicable(testInfo: TestInfo, reason: string): never {
  testInfo.skip(true, `not applicable: ${reason}`);
  throw new Error(reason);
}

/** Leaves out incomplete markdown at the end of an answer that is still streaming. */
function trimLastTurn({ turns }: Transcript): Transcript {
  const last = turns.at(-1);
  if (last?.role !== 'assistant') return { turns };
  return { turns: [...turns.slice(0, -1), { ...last, text: trimIncompleteMarkdown(last.text) }] };
}

/** Leaves out tool calls, where the UI has no cards for them. */
function visibleTo(driver: ChatDriver, { turns }: Transcript): Transcript {
  if (driver.toolCards) return { turns };
  return {
    turns: turns.map((turn) => (turn.role === 'user' ? turn : { ...turn, toolCalls: [] })),
  };
}
