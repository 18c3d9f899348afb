import type { Fault } from '../../faults/fault.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import type { PlayheadStream } from '../../playhead/playhead-stream.ts';
import { findProtocol, protocolOfRequest } from '../../protocols/protocols.ts';
import { quote } from '../../util/text.ts';
import type { Behaviour, Failure } from '../behaviour.ts';
import type { ExpectedQuestion } from '../expected-conversation.ts';
import type { Scenario } from '../scenario.ts';

const FAILURES = [
  { id: 'disconnect', name: 'a lost connection', fault: { type: 'disconnect' } },
  { id: '500', name: 'a 500', fault: httpError(500, 'The server had an error.') },
  { id: '429', name: 'a 429', fault: httpError(429, 'Too many requests.') },
] as const satisfies { id: Failure; name: string; fault: Fault }[];

/** Limits how often a client may retry by itself. */
const MAX_ATTEMPTS = 10;
/** Limits how long a client may take to retry or to give up. */
const RETRY_MS = 8000;
const INTERVALS = [50, 100, 250];

/** Checks a UI whose response fails. */
export const ERRORS: readonly Behaviour[] = [
  {
    id: 'keep-partial-after-disconnect',
    title: 'keeps partial text when the connection is lost',
    async check({ expectSentSoFar, playToFirstText }) {
      const { stream, eventsToFirstText } = await playToFirstText();
      await stream.step(eventsToFirstText);
      await stream.fail({ type: 'disconnect' });
      await expectSentSoFar();
    },
  },
  ...FAILURES.flatMap((failure): Behaviour[] => [
    {
      id: `show-error-after-${failure.id}`,
      title: `shows an error after ${failure.name}`,
      needs: ['error'],
      match: 'last-user-turn',
      async check(scenario) {
        await failUntilShown(scenario, failure);
      },
    },
    {
      id: `retry-after-${failure.id}`,
      title: `recovers after ${failure.name} when the user retries`,
      needs: ['error'],
      match: 'last-user-turn',
      async check(scenario) {
        const question = await failUntilShown(scenario, failure);
        await scenario.retry(question.text);
        await scenario.playResponses(question);
        await scenario.expectAnswered(question);
      },
    },
  ]),
  {
    id: 'clear-error-after-retry',
    title: 'removes the error once a retry has succeeded',
    needs: ['error'],
    match: 'last-user-turn',
    async check(scenario) {
      const question = await failUntilShown(scenario, FAILURES[1]);
      await scenario.retry(question.text);
      await scenario.playResponses(question);
      const message = 'errors still visible after a successful retry';
      await scenario.expect(scenario.errors(), message).toHaveCount(0);
    },
  },
  {
    id: 'send-question-once-on-retry',
    title: 'sends the question once when the user retries',
    needs: ['error', 'retry'],
    match: 'last-user-turn',
    async check(scenario) {
      const { expect, playhead } = scenario;
      const { text } = await failUntilShown(scenario, FAILURES[1]);
      const sent = playhead.requests.length;
      await scenario.retry(text);
      await playhead.finish();
      const questions =
        userTexts(playhead.requests[sent]!, scenario.protocol) ??
        scenario.notApplicable('no protocol reads the requests of the UI');
      const times = questions.filter((each) => each.includes(text)).length;
      expect(
        times,
        `user messages with the question ${quote(text)} in the request of the retry: the model reads each`,
      ).toBe(1);
    },
  },
];

/** Reads what the user says in a request; undefined where no protocol reads it. */
function userTexts(
  { url, body }: AppRequest,
  protocol: Scenario['protocol'],
): string[] | undefined {
  const choice = protocol ?? protocolOfRequest({ url, body });
  const read = choice && findProtocol(choice).readRequest(body, url);
  return read?.messages.filter(({ role }) => role === 'user').map((each) => each.text);
}

/** Fails the first question, and each attempt of the client's own, until the UI shows an error. */
async function failUntilShown(
  scenario: Scenario,
  { name, fault }: (typeof FAILURES)[number],
): Promise<ExpectedQuestion> {
  const { conversation, expect, playhead } = scenario;
  const error = scenario.errors();
  const message = `a visible error or another request after ${name}; error() of the driver is ${String(scenario.driver.error!(scenario.page))}`;
  await scenario.open();
  await scenario.send(conversation[0]!.text);
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
    await failOnce(await playhead.nextStream(), fault);
    const reaction = async () => {
      if (playhead.requests.length > attempts) return 'request';
      return (await error.count()) > 0 ? 'error' : 'neither';
    };
    await expect
      .poll(reaction, { message, intervals: INTERVALS, timeout: scenario.timeout(RETRY_MS) })
      .not.toBe('neither');
    if (playhead.requests.length === attempts) break;
  }
  await expect(error.first(), `an error is visible after ${name}`).toBeVisible();
  return conversation[0]!;
}

async function failOnce(stream: PlayheadStream, fault: Fault): Promise<void> {
  if (fault.type === 'disconnect') await stream.step();
  await stream.fail(fault);
}

function httpError(status: number, message: string): Fault {
  return {
    type: 'status',
    status,
    // A client that retries by itself need not wait.
    headers: { 'content-type': 'application/json', 'retry-after': '0' },
    body: JSON.stringify({ error: { message } }),
  };
}
