import type { Locator } from '@playwright/test';
import type { Fault } from '../../faults/fault.ts';
import type { PlayheadStream } from '../../playwright/fixture/playhead-stream.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ExpectedQuestion } from '../expected-conversation.ts';
import type { Scenario } from '../scenario.ts';

/** What goes wrong, in words for the report. */
interface Failing {
  what: string;
  fault: Fault;
}

/** The one place that names faults. Each is shown, and one can ask again. */
const FAULTS: readonly Failing[] = [
  { what: 'a lost connection', fault: { type: 'disconnect' } },
  { what: 'status 500', fault: refusal(500, 'The server had an error.') },
  { what: 'status 429', fault: refusal(429, 'Too many requests.') },
];

/** A client that asks again by itself gives up in the end. */
const MOST_TRIES = 10;
/** How long a client may take to ask again, or to give up. */
const RETRY_MS = 8000;
/** How long to wait between looks, in milliseconds. */
const LOOKS = [50, 100, 250];

/** What becomes of an answer that fails. */
export const ERRORS: readonly Behaviour[] = [
  {
    title: 'keeps what has come when the connection is lost in mid-answer',
    async check(lead) {
      const { stream, firstWords } = await lead.playUntilFirstWords();
      await stream.step(firstWords);
      await stream.fail({ type: 'disconnect' });
      await lead.showsSoFar();
    },
  },
  ...FAULTS.flatMap((failing): Behaviour[] => [
    {
      title: `shows an error after ${failing.what}`,
      needs: ['error'],
      match: 'question',
      async check(lead) {
        await failUntilShown(lead, failing);
      },
    },
    {
      title: `one can ask again after ${failing.what}, and gets the answer`,
      needs: ['error'],
      match: 'question',
      async check(lead) {
        const question = await failUntilShown(lead, failing);
        await lead.retry(question.text);
        await lead.answer(question);
        await lead.shows(question);
      },
    },
  ]),
  {
    title: 'takes the error away once the answer is there',
    needs: ['error'],
    match: 'question',
    async check(lead) {
      const question = await failUntilShown(lead, FAULTS[1]!);
      await lead.retry(question.text);
      await lead.answer(question);
      await lead.expect(errorOf(lead), 'errors that can still be seen').toHaveCount(0);
    },
  },
];

/** Lets the first question fail, and what the client asks again by itself, until that is shown. */
async function failUntilShown(lead: Scenario, { what, fault }: Failing): Promise<ExpectedQuestion> {
  const { course, expect, playhead } = lead;
  const error = errorOf(lead);
  const message = `after ${what}, an error that can be seen, or a request more; error() of the driver is ${error.toString()}`;
  await lead.open();
  await lead.send(course[0]!.text);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    await failOnce(await playhead.nextStream(), fault);
    const next = async () => playhead.requests.length > tries || (await error.count()) > 0;
    await expect
      .poll(next, { message, intervals: LOOKS, timeout: lead.patience(RETRY_MS) })
      .toBe(true);
    if (playhead.requests.length === tries) break;
  }
  await expect(error.first()).toBeVisible();
  return course[0]!;
}

function errorOf({ driver, page }: Scenario): Locator {
  return driver.error!(page).filter({ visible: true });
}

async function failOnce(stream: PlayheadStream, fault: Fault): Promise<void> {
  if (fault.type === 'disconnect') await stream.step();
  await stream.fail(fault);
}

function refusal(status: number, message: string): Fault {
  return {
    type: 'status',
    status,
    // A client that retries by itself need not wait.
    headers: { 'content-type': 'application/json', 'retry-after': '0' },
    body: JSON.stringify({ error: { message } }),
  };
}
