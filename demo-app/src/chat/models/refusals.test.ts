import { expect, test } from 'vitest';
import { answering } from '../../test/answering.ts';

/** One provider of each client library. */
const CLIENTS = [
  'groq',
  'openai-responses',
  'anthropic',
  'vertex-anthropic',
  'bedrock',
  'google',
  'vertex-google',
  'ollama',
  'ai-sdk-ui',
];

/** What a provider answers instead of an answer, and how the app explains it. */
interface Case {
  answer: () => Response;
  says: RegExp;
  /** The wait before trying again, in milliseconds; undefined where that does not help. */
  wait?: number;
}

const refused =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json(
      {
        type: 'error',
        error: { type: 'e', message: 'out of luck', code: status, status: 'E', param: null },
      },
      { status, headers },
    );

const CASES: Record<string, Case> = {
  'a 401': { answer: refused(401), says: /rejected the API key \(401\)\..*Check the API/ },
  'a 403': { answer: refused(403), says: /denied access \(403\)\..*Check the API key/ },
  'a 404': { answer: refused(404), says: /does not know .* \(404\)\..*Choose another provider/ },
  'a 429': { answer: refused(429), says: /Rate limit reached \(429\)/, wait: 0 },
  'a 429 with a wait': {
    answer: refused(429, { 'retry-after': '7' }),
    says: /Rate limit reached \(429\)\..*Wait 7 seconds, then try again\./,
    wait: 7000,
  },
  'a 500': { answer: refused(500), says: /provider failed \(500\)\..*Try again/, wait: 0 },
  'a 503 with an exact wait': {
    answer: refused(503, { 'retry-after-ms': '1500', 'retry-after': '9' }),
    says: /is unavailable \(503\)\..*Wait 2 seconds/,
    wait: 1500,
  },
  'a 529': { answer: refused(529), says: /is overloaded \(529\)\..*Try again/, wait: 0 },
  'plain text instead of events': {
    answer: () => new Response('hello\n\n', { headers: { 'content-type': 'text/plain' } }),
    says: /sent no answer|an unreadable response/,
    wait: 0,
  },
};

const ROWS = CLIENTS.flatMap((id) => Object.keys(CASES).map((name) => [id, name] as const));

test.each(ROWS)('%s, %s: explains it, and leaves it out of the history', async (id, name) => {
  const { answer, says, wait } = CASES[name]!;
  const { conversation, history } = await answering(id, [answer()]);
  const { failure, messages, status } = conversation;
  expect(status).toBe('idle');
  expect(messages.slice(1)).toEqual([]);
  expect(failure?.summary).toMatch(says);
  expect(failure?.again?.wait).toBe(wait);
  expect(failure!.summary + failure!.details, 'no JSON, no markup, no stack').not.toMatch(
    /[{}<>]|\n\s*at /,
  );
  expect(history).toEqual([]);
});

// Ollama's client gives the error of the parser itself, and an own back end always streams.
test.each(CLIENTS.slice(0, -1))(
  '%s: an answer in one piece that is not JSON cannot be read',
  async (id) => {
    const headers = { 'content-type': 'application/json' };
    const { conversation } = await answering(id, [new Response('{"a": ', { headers })], {
      whole: true,
    });
    expect(conversation.failure?.summary).toBe(
      'The provider sent an unreadable response. Try again.',
    );
  },
);
