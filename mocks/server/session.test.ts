import { expect, test } from 'vitest';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { ask, type Connected, connected, post, serving } from '../test/serving.ts';

const said = [...['Hel', 'lo'].map((content) => chunk({ content })), '[DONE]'];
const hello = cassette(interaction([user('Hi')], streamOf(...said)));
const events = said.map((each) => streamOf(each));

/** Serves a test that holds its streams, and sends it a request. */
async function held() {
  const server = await serving();
  const connection = await connected(server, { cassette: hello, held: true });
  const controller = new AbortController();
  const response = fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ messages: [user('Hi')], stream: true }),
    signal: controller.signal,
  });
  response.catch(() => {}); // it is looked at later
  const { notices, channel } = connection;
  await expect.poll(() => notices.map(({ type }) => type)).toContain('request');
  const step = (position: number) => channel.call({ stream: 0, type: 'step', position });
  return { ...connection, server, response, step, leave: () => controller.abort() };
}

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  Buffer.from((await reader.read()).value ?? []).toString();

const lastState = ({ notices }: Pick<Connected, 'notices'>) =>
  notices.flatMap((notice) => (notice.type === 'state' ? [notice.state] : [])).at(-1);

test('a test plays a stream by its commands', async () => {
  const { response, step, channel, notices } = await held();
  expect(await step(1)).toMatchObject({
    state: { stream: 0, position: 1, begun: true },
    rendered: 'settled',
  });
  const reader = (await response).body!.getReader();
  expect(await read(reader)).toBe(events[0]);
  expect(await step(2)).toMatchObject({ state: { position: 2 } });
  expect(await read(reader)).toBe(events[1]);
  const finished = await channel.call({ stream: 0, type: 'finish' });
  expect(finished).toMatchObject({ state: { position: 3, outcome: 'played' } });
  expect([await read(reader), await read(reader)]).toEqual([events[2], '']);
  await expect.poll(() => lastState({ notices })).toMatchObject({ outcome: 'played' });
});

test('the head goes out by itself, before the first event', async () => {
  const { response, step } = await held();
  expect(await step(0)).toMatchObject({ state: { position: 0, begun: true } });
  expect((await response).status).toBe(200);
});

test('a test gets the request as it was sent', async () => {
  const { notices, server, channel } = await held();
  const { url } = server;
  expect(notices[0]).toMatchObject({
    type: 'request',
    request: {
      method: 'POST',
      url: `${url}/v1/chat/completions`,
      body: '{"messages":[{"role":"user","content":"Hi"}],"stream":true}',
      headers: { host: url.slice('http://'.length) },
      fromWorker: false,
    },
  });
  await channel.call({ stream: 0, type: 'finish' });
});

test('a test fails a stream', async () => {
  const { response, step, channel } = await held();
  await step(1);
  const rest = { end: 'disconnect', total: 0, events: { from: 1, events: [] } } as const;
  const head = { code: 200, headers: {} };
  const failed = await channel.call({
    stream: 0,
    type: 'fail',
    from: 1,
    rest: { head, ...rest },
    position: 2,
    cutsShort: true,
  });
  expect(failed).toMatchObject({ state: { outcome: 'failed' } });
  await expect((await response).text()).rejects.toThrow('terminated');
});

test('a test refuses the connection', async () => {
  const { response, channel } = await held();
  const rest = { end: 'disconnect', total: 0, events: { from: 0, events: [] } } as const;
  const result = await channel.call({
    stream: 0,
    type: 'fail',
    from: 0,
    rest,
    position: 1,
    cutsShort: true,
  });
  expect(result).toMatchObject({
    rendered: 'body-ignored',
    state: { position: 0, outcome: 'failed' },
  });
  await expect(response).rejects.toThrow('fetch failed');
});

test('a stream that is not played here gives no result', async () => {
  const { channel } = await held();
  expect(await channel.call({ stream: 7, type: 'query' })).toBeUndefined();
});

test.each(['before', 'after'])(
  'a client that leaves %s the head cancels the stream',
  async (when) => {
    const { response, step, leave, notices } = await held();
    if (when === 'after') {
      await step(1);
      await (await response).body!.getReader().read();
    }
    leave();
    await expect
      .poll(() => lastState({ notices }))
      .toMatchObject({
        outcome: 'cancelled',
        reason: expect.stringContaining('closed'),
      });
  },
);

test.each(['before', 'after'])(
  'a test that disconnects %s the head ends its streams',
  async (when) => {
    const { response, step, close } = await held();
    if (when === 'after') await step(1);
    await Promise.all([
      close(),
      expect(response.then((begun) => begun.text())).rejects.toThrow(/fetch failed|terminated/),
    ]);
  },
);

test('a request that is unanswered when its test ends gets that as the reason', async () => {
  const server = await serving();
  const fails = () => new Promise<never>(() => {});
  const { notices, close } = await connected(server, { cassette: hello, fails });
  const asked = ask(`${server.url}/v1/chat/completions`);
  await expect.poll(() => notices).toHaveLength(1);
  await close();
  expect(await asked).toMatch(/^501 .+the test has ended/);
});

test('an error of the test is the answer, and fails the test', async () => {
  const server = await serving();
  const fails = () => Promise.reject(new Error('match has failed'));
  const { notices } = await connected(server, { cassette: hello, fails });
  expect(await ask(`${server.url}/v1/chat/completions`)).toMatch(/^501 .+match has failed/);
  await expect
    .poll(() => notices)
    .toContainEqual({ type: 'unanswered', message: expect.stringContaining('match has failed') });
});

test('a test that has ended is known as such', async () => {
  const server = await serving();
  const { id, close } = await connected(server, { cassette: hello, held: true });
  const url = `${server.url}/v1/chat/completions`;
  await close();
  await expect
    .poll(() => ask(url, 'Hi', { 'x-playhead-test': id }))
    .toMatch(/^501 .+the test that sent it has ended/);
});

test('a miss of a test is the answer', async () => {
  const server = await serving();
  const { notices } = await connected(server, { cassette: hello });
  const response = await post(`${server.url}/v1/chat/completions`, 'Bye');
  expect([response.status, response.statusText]).toEqual([501, 'Not Recorded']);
  expect(notices.map(({ type }) => type)).toEqual(['request']);
});

test('a test that records gets an error where the server knows no provider', async () => {
  const server = await serving();
  const { notices } = await connected(server, { cassette: hello, records: true });
  await expect(post(`${server.url}/v1/chat/completions`)).rejects.toThrow('fetch failed');
  const problem = `Cannot record POST ${server.url}/v1/chat/completions: the server does not know the provider. Start it with the option to (--to).`;
  expect(notices).toMatchObject([
    { type: 'request' },
    { type: 'exchange', number: 1, outcome: { problem } },
  ]);
});

test('a test that records claims what no other test can answer', async () => {
  const server = await serving();
  const other = await connected(server, { cassette: hello });
  const recording = await connected(server, { cassette: cassette(), records: true });
  await expect(post(`${server.url}/v1/chat/completions`, 'Bye')).rejects.toThrow('fetch failed');
  expect(recording.notices.map(({ type }) => type)).toEqual(['claim', 'request', 'exchange']);
  expect(other.notices.map(({ type }) => type)).toEqual(['claim']);
});
