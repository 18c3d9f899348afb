import { expect, test } from 'vitest';
import { answering } from '../../test/answering.ts';
import { type Dialect, DIALECTS, ERROR, HALF } from '../../test/dialects.ts';

/** A failure, and how the app explains it. */
interface Case {
  /** Makes what the provider sends. */
  answer: (dialect: Dialect) => Response | Error;
  /** The text that is kept. */
  kept?: string;
  says: RegExp;
  /** The wait before trying again; undefined where that does not help. */
  wait?: number;
}

const documents = (dialect: Dialect, ...each: (object | string)[]) =>
  each.map((one) => dialect.frame(typeof one === 'string' ? one : JSON.stringify(one)));

/** A stream of these chunks, that breaks at its end if there is an error. */
function streamed(
  { contentType }: Dialect,
  chunks: readonly Uint8Array[],
  { type = contentType, error }: { type?: string; error?: Error } = {},
): Response {
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (error) controller.error(error);
      else controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': type } });
}

const refused =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json(
      {
        type: 'error',
        error: { type: 'e', message: ERROR, code: status, status: 'E', param: null },
      },
      { status, headers },
    );

const page = '<!doctype html><html><body><h1>Sign in</h1>\n<p>Now</p></body></html>';
const web = (status: number) => () =>
  new Response(page, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });

const cut = (dialect: Dialect) => {
  const [last] = documents(dialect, dialect.rest[0]!);
  return last!.slice(0, last!.length / 2);
};

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
  'a web page with 502': { answer: web(502), says: /is unreachable.*\(502\)\. Try/, wait: 0 },
  'a web page with 200': { answer: web(200), says: /sent a web page instead/, wait: 0 },
  'another content type': {
    answer: (dialect) => streamed(dialect, documents(dialect, 'hello'), { type: 'image/png' }),
    says: /sent image\/png instead of an answer/,
    wait: 0,
  },
  'plain text instead of events': {
    answer: (dialect) =>
      streamed(dialect, [new TextEncoder().encode('hello\n\n')], { type: 'text/plain' }),
    says: /sent no answer|an unreadable response/,
    wait: 0,
  },
  'no connection': {
    answer: () => new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
    says: /Cannot reach the provider\. Check your connection/,
    wait: 0,
  },
  'a disconnect before the first event': {
    answer: (dialect) => streamed(dialect, [], { error: new TypeError('network error') }),
    says: /Cannot reach the provider\. Check your connection/,
    wait: 0,
  },
  'a disconnect in mid-stream': {
    answer: (dialect) =>
      streamed(dialect, documents(dialect, ...dialect.half), {
        error: new TypeError('network error'),
      }),
    kept: HALF,
    says: /^The connection was lost\. The partial answer is kept\. Try again\.$/,
    wait: 0,
  },
  'a clean end without a finish': {
    answer: (dialect) => streamed(dialect, documents(dialect, ...dialect.half)),
    kept: HALF,
    says: /^The answer was cut off\. The partial answer is kept\. Try again\.$/,
    wait: 0,
  },
  'nothing at all': {
    answer: (dialect) => streamed(dialect, []),
    says: /^The provider sent no answer\. Try again\.$/,
    wait: 0,
  },
  'a cut inside an event': {
    answer: (dialect) => streamed(dialect, [...documents(dialect, ...dialect.half), cut(dialect)]),
    kept: HALF,
    says: /^The answer was cut off\. The partial answer is kept\. Try again\.$/,
    wait: 0,
  },
  'bad JSON in one event': {
    answer: (dialect) =>
      streamed(dialect, documents(dialect, ...dialect.half, '{"a": ', ...dialect.rest)),
    kept: HALF,
    says: /^The provider sent an unreadable response\. The partial answer is kept\. Try again\.$/,
    wait: 0,
  },
  'bad JSON in the first event': {
    answer: (dialect) => streamed(dialect, documents(dialect, '{"a": ')),
    says: /^The provider sent an unreadable response\. Try again\.$/,
    wait: 0,
  },
  'an error event after some text': {
    answer: (dialect) => streamed(dialect, documents(dialect, ...dialect.half, dialect.error)),
    kept: HALF,
    says: /Out of luck\./,
    wait: 0,
  },
};

const ROWS = Object.keys(DIALECTS).flatMap((id) =>
  Object.keys(CASES).map((name) => [id, name] as const),
);

test.each(ROWS)('%s, %s: explains it, and keeps what has arrived', async (id, name) => {
  const { answer, kept, says, wait } = CASES[name]!;
  const { conversation, history } = await answering(id, [answer(DIALECTS[id]!)]);
  const { failure, messages, status } = conversation;
  expect(status).toBe('idle');
  const text = messages.flatMap((message) => (message.role === 'assistant' ? message.text : ''));
  expect(text.join('')).toContain(kept ?? '');
  expect(failure?.summary).toMatch(says);
  expect(failure?.again?.wait).toBe(wait);
  expect(failure!.summary + failure!.details, 'no JSON, no markup, no stack').not.toMatch(
    /[{}<>]|\n\s*at /,
  );
  const sent = history.map(({ parts }) => parts.at(-1));
  expect(sent, 'the text alone is sent along').toMatchObject(
    kept ? [{ text: 'Add 2 and 3' }, { text: kept }] : [],
  );
});

test.each(Object.entries(DIALECTS))('%s: a whole answer is no failure', async (id, dialect) => {
  const whole = streamed(dialect, documents(dialect, ...dialect.half, ...dialect.rest));
  const { conversation, history } = await answering(id, [whole]);
  expect(conversation.messages[1]).toMatchObject({ text: 'Half an answer', status: 'done' });
  expect(conversation.failure).toBeUndefined();
  expect(history).toHaveLength(2);
});

// Ollama's client gives the error of the parser itself, and an own back end always streams.
const CLIENTS = Object.keys(DIALECTS).filter((id) => id !== 'ai-sdk-ui');

test.each(CLIENTS)('%s: an answer in one piece that is no JSON cannot be read', async (id) => {
  const headers = { 'content-type': 'application/json' };
  const { conversation } = await answering(id, [new Response('{"a": ', { headers })], {
    whole: true,
  });
  expect(conversation.failure?.summary).toBe(
    'The provider sent an unreadable response. Try again.',
  );
});
