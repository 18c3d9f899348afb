import { expect, test } from 'vitest';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { ask, type Connected, connected, type ConnectedOptions, serving } from '../test/serving.ts';

const saying = (text: string, request = 'Hi') =>
  cassette(interaction([user(request)], streamOfText(text)));

/** Serves two running tests that both answer "Hi". */
async function twoTests(one: Partial<ConnectedOptions> = {}, other = one) {
  const server = await serving({ cassettes: [saying('alone')] });
  const url = `${server.url}/v1/chat/completions`;
  return {
    server,
    url,
    one: await connected(server, { title: 'one', cassette: saying('from one'), ...one }),
    other: await connected(server, { title: 'other', cassette: saying('from other'), ...other }),
  };
}

const traceparent = (id: string) => `00-${id}-${'1'.repeat(16)}-01`;
const unanswered = ({ notices }: Connected) =>
  notices.flatMap((notice) => (notice.type === 'unanswered' ? [notice.message] : []));

test.each<[string, (id: string) => Record<string, string>]>([
  ['a header', (id) => ({ 'x-playhead-test': id })],
  ['the baggage', (id) => ({ baggage: `a=b,playhead-test=${id}` })],
  ['a trace id', (id) => ({ traceparent: traceparent(id) })],
])('a request belongs to the test that %s names', async (_what, headers) => {
  const { url, one, other } = await twoTests();
  expect(await ask(url, 'Hi', headers(other.id))).toBe('from other');
  expect(await ask(url, 'Hi', headers(one.id))).toBe('from one');
});

test.each([{}, { endpoint: '/v1/chat/completions' }])(
  'a request belongs to the test that a prefix of its path names, with %j',
  async (options) => {
    const { server, one, other } = await twoTests(options);
    const at = ({ id }: Connected) => `${server.url}/test-${id}/v1/chat/completions`;
    expect(await ask(at(other), 'Hi', { 'x-playhead-test': one.id })).toBe('from other');
    expect(await ask(at(one))).toBe('from one');
    const sent = other.notices.find((notice) => notice.type === 'request');
    expect(sent?.request.url).toBe(`${server.url}/v1/chat/completions`);
  },
);

test('one running test gets all requests that name none, or an unknown one', async () => {
  const server = await serving();
  const tape = cassette(
    ...['Hi', 'Ho'].map((text) => interaction([user(text)], streamOfText(`${text}!`))),
  );
  await connected(server, { cassette: tape });
  const url = `${server.url}/v1/chat/completions`;
  expect(await ask(url)).toBe('Hi!');
  expect(await ask(url, 'Ho', { traceparent: traceparent('f'.repeat(32)) })).toBe('Ho!');
});

test('no running test: the cassettes of the server answer', async () => {
  const { url, one, other } = await twoTests();
  await Promise.all([one.close(), other.close()]);
  await expect.poll(() => ask(url)).toBe('alone');
});

test('of two, the one that can answer gets a request that names none', async () => {
  const { url } = await twoTests({ cassette: saying('from one', 'Hello') }, {});
  expect(await ask(url, 'Hi')).toBe('from other');
  expect(await ask(url, 'Hello', { traceparent: traceparent('f'.repeat(32)) })).toBe('from one');
});

test('where two can answer, the problem names both and the ways out', async () => {
  const { url, one, other } = await twoTests();
  const problem = await ask(url);
  expect(problem).toMatch(
    /^501 .+POST \S+\/v1\/chat\/completions. Each of these can answer it: "one", "other"\./,
  );
  for (const way of ['x-playhead-test', 'traceparent', 'baggage', 'ownsRequest']) {
    expect(problem).toContain(way);
  }
  for (const each of [one, other]) {
    await expect.poll(() => unanswered(each)).toEqual([problem.slice('501 '.length)]);
  }
});

test('where none can answer, each test says why', async () => {
  const { url, one, other } = await twoTests();
  const problem = await ask(url, 'Bye');
  expect(problem).toMatch(/none of the 2 running tests/);
  expect(problem).toMatch(/"one": .+"other": /s);
  await expect.poll(() => [...unanswered(one), ...unanswered(other)]).toHaveLength(2);
});

test('a side call that both would answer the same is answered', async () => {
  const { url, one, other } = await twoTests({ sideCalls: { title: 'A title' } });
  expect(await ask(url, 'Find a title')).toBe('A title');
  // It is neither of the two, as far as anybody can tell.
  for (const { notices } of [one, other])
    expect(notices.map(({ type }) => type)).toEqual(['claim']);
});

test('a side call that two would answer differently is of neither', async () => {
  const { url } = await twoTests({ sideCalls: { title: 'A' } }, { sideCalls: { title: 'B' } });
  expect(await ask(url, 'Find a title')).toContain('Each of these can answer it: "one", "other".');
});

test('a side call that one alone has a rule for is of that one', async () => {
  const { url, other } = await twoTests({}, { sideCalls: { title: 'A title' } });
  expect(await ask(url, 'Find a title')).toBe('A title');
  expect(other.notices.map(({ type }) => type)).toEqual(['claim', 'request']);
});

test('a side call that one has recorded is of that one', async () => {
  const sideCalls = { title: 'A title' };
  const { url } = await twoTests({ sideCalls }, { cassette: saying('Recorded', 'Find a title') });
  expect(await ask(url, 'Find a title')).toBe('Recorded');
});

test('a test that owns a request gets it, whoever else can answer', async () => {
  const owns = ({ body }: { body: string }) => body.includes('Hi');
  const { url, one } = await twoTests({}, { owns });
  expect(await ask(url)).toBe('from other');
  expect(one.notices.map(({ type }) => type)).toEqual(['claim']);
});

test('a test that says a request is of another one does not get it', async () => {
  const { url, one, other } = await twoTests({ owns: () => false }, {});
  expect(await ask(url)).toBe('from other');
  const problem = await ask(url, 'Bye');
  expect(problem).toMatch(/none of the 2 running tests.+"other": /s);
  expect(problem).not.toContain('"one"');
  await expect.poll(() => unanswered(other)).toHaveLength(1);
  expect(unanswered(one)).toEqual([]);
});

test('two tests that own a request are named', async () => {
  const { url } = await twoTests({ owns: () => true });
  expect(await ask(url)).toContain('Each of these can answer it: "one", "other".');
});

test('reports an error of the function that decides', async () => {
  const { url } = await twoTests({
    owns: () => {
      throw new Error('no messages');
    },
  });
  expect(await ask(url)).toContain('no messages');
});

test('a request of a test that has ended says so, whoever else is running', async () => {
  const { url, one, other } = await twoTests();
  await one.close();
  const late = () => ask(url, 'Hi', { 'x-playhead-test': one.id });
  await expect.poll(late).toMatch(/^501 .+has ended/);
  expect(unanswered(other)).toEqual([]);
});
