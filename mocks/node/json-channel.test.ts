import { expect, test } from 'vitest';
import { socketPair } from '../test/sockets.ts';
import { createJsonChannel, type JsonChannel } from './json-channel.ts';

type Channel = JsonChannel<unknown, unknown>;

/** Connects two channels; the far one replies with what it is sent, or with what the test gives. */
async function channels(serve: (call: never) => unknown = (call) => call) {
  const [near, far] = await socketPair();
  const calls: unknown[] = [];
  const one: Channel = createJsonChannel(near, (call) => calls.push(call));
  const other: Channel = createJsonChannel(far, serve);
  return { one, other, calls };
}

/** Connects one channel to a plain socket; `sent` is what it has written. */
async function rawChannel(serve: (call: never) => unknown = (call) => call) {
  const [near, far] = await socketPair();
  const channel: Channel = createJsonChannel(far, serve);
  let written = '';
  near.setEncoding('utf8').on('data', (text: string) => (written += text));
  const lines = () => written.split('\n').filter((line) => line !== '');
  return { near, channel, sent: () => lines().map((line) => JSON.parse(line) as object) };
}

const closing = 'The connection was closed.';

test.each([
  'text',
  { list: [1, null, true], text: 'a\nb\r\n' },
  'line\u2028separator\u2029',
  'é 好 👋🏽',
  '\uD83D',
  'x'.repeat(300_000),
  0,
])('a call gets the reply of the other side: %#', async (value) => {
  const { one } = await channels();
  expect(await one.call(value)).toEqual(value);
});

test.each([undefined, null])('an empty reply is a reply: %s', async (nothing) => {
  const { one } = await channels(() => nothing);
  expect(await one.call('anything')).toBeUndefined();
});

test('both sides call each other, even before they have replied', async () => {
  const { one, other, calls } = await channels((call) => other.call(`why ${String(call)}`));
  expect(await one.call('so')).toBe(1);
  expect(calls).toEqual(['why so']);
});

test('replies find their calls, whatever order they come in', async () => {
  const replies: (() => void)[] = [];
  const { one } = await channels(
    (call) =>
      new Promise((resolve) => {
        replies.push(() => resolve(`reply to ${String(call)}`));
        if (replies.length === 2) for (const reply of replies.toReversed()) reply();
      }),
  );
  expect(await Promise.all([one.call('a'), one.call('b')])).toEqual(['reply to a', 'reply to b']);
});

test.each([
  ['an error', new Error('no such stream'), 'no such stream'],
  ['a text', 'just text', 'just text'],
])('%s that the other side throws rejects the call', async (_what, thrown, message) => {
  const { one } = await channels(() => {
    throw thrown; // oxlint-disable-line typescript/only-throw-error -- anything can be thrown
  });
  await expect(one.call('x')).rejects.toThrow(message);
});

test('a reply that is not JSON rejects the call', async () => {
  const { one } = await channels(() => 1n);
  await expect(one.call('x')).rejects.toThrow('BigInt');
});

test('a call in the same packet as a reply is served after the reply has continued', async () => {
  const order: string[] = [];
  const { near, channel } = await rawChannel((call) => order.push(call));
  const called = channel.call('first').then(() => order.push('reply'));
  near.write('{"id":1,"call":"call"}\n{"id":1,"reply":1}\n{"id":2,"call":"next"}\n');
  await called;
  expect(order).toEqual(['reply']);
  await expect.poll(() => order).toEqual(['reply', 'call', 'next']);
});

test('a line is read wherever it is cut, in a character too', async () => {
  const text = 'é 好 👋\u2028';
  const line = Buffer.from(`{"id":1,"call":${JSON.stringify(text)}}\n`);
  const received: unknown[] = [];
  const { near } = await rawChannel((call) => received.push(call));
  for (const byte of line) {
    await new Promise((flushed) => near.write(Buffer.of(byte), flushed));
  }
  await expect.poll(() => received).toEqual([text]);
});

test.each(['one', 'other'] as const)(
  'a connection that the %s side closes rejects what waits',
  async (side) => {
    const both = await channels(() => new Promise(() => {}));
    const waits = both.one.call('x');
    both[side].close();
    await expect(waits).rejects.toThrow(closing);
    await Promise.all([both.one.closed, both.other.closed]);
    await expect(both.one.call('y')).rejects.toThrow(closing);
  },
);

test('a side that only ends what it sends has closed the connection', async () => {
  const { near, channel } = await rawChannel();
  near.end();
  await channel.closed;
  await expect(channel.call('x')).rejects.toThrow(closing);
});

test('a line cut off by the end is ignored', async () => {
  const { near, channel, sent } = await rawChannel();
  near.end('{"id":1,"call":"whole"}\n{"id":2,"call":"cu');
  await channel.closed;
  expect(sent().length).toBeLessThan(2);
});

test('a connection that breaks is closed', async () => {
  const { near, channel } = await rawChannel();
  near.resetAndDestroy();
  await channel.closed;
  await expect(channel.call('x')).rejects.toThrow(closing);
});

test('a reply that comes too late is not written', async () => {
  let reply = (_value: string) => {};
  const { one, other } = await channels(() => new Promise((resolve) => (reply = resolve)));
  const waits = one.call('x').catch(() => 'rejected');
  await expect.poll(() => reply.length).toBe(1);
  other.close();
  await other.closed;
  reply('late');
  expect(await waits).toBe('rejected');
});
