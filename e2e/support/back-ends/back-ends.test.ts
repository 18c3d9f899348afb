import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from './parts/message.ts';
import type { RunningBackEnd } from './serve-back-end.ts';
import { type BackEndName, backEndNames, startBackEnd } from './start-back-end.ts';
import { type Call, clients, readRun, startRun } from './test/clients.ts';
import { type ScriptedModel, startModel } from './test/scripted-model.ts';

const TRACE = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  baggage: 'test=one,worker=2',
};

let model: ScriptedModel;
let backEnd: RunningBackEnd;
let page: AbortController;

beforeEach(async () => {
  model = await startModel();
  page = new AbortController();
});
afterEach(async () => {
  page.abort();
  await backEnd.close();
  model.close();
});

/** Starts that back end, and says how a client calls it. */
async function start(name: BackEndName): Promise<Call> {
  backEnd = await startBackEnd(name, model.url);
  return { url: backEnd.url, headers: TRACE, signal: page.signal };
}

/** Asks that back end; gives the reader of its messages, with the first read under way. */
async function ask(name: BackEndName) {
  const messages = clients[name](await start(name))[Symbol.asyncIterator]();
  const first = messages.next();
  // Looked at by some tests only: a cancelled one rejects.
  first.catch(() => {});
  return { messages, first, request: await model.next() };
}

/** Reads to the last message, which it leaves out; throws what the envelope says of an error. */
async function textOf(messages: AsyncIterator<Message>): Promise<string> {
  const { done, value } = await messages.next();
  if (done) throw new Error('The answer ended without a last message.');
  if (value.type === 'failed') throw new Error(value.reason);
  return value.type === 'done' ? '' : value.text + (await textOf(messages));
}

describe.each(backEndNames)('%s', (name) => {
  test('asks the model as the page was asked, in the same trace', async () => {
    const { request } = await ask(name);
    expect(request.body).toMatchObject({
      stream: true,
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(request.headers).toMatchObject(TRACE);
  });

  test('hands on the whole answer', async () => {
    const messages = clients[name](await start(name))[Symbol.asyncIterator]();
    const text = textOf(messages);
    const request = await model.next();
    request.send('one ', 'two ');
    request.send('three – 3');
    request.end();
    expect(await text).toBe('one two three – 3');
    expect(await request.answered).toBe(true);
  });

  test('says why there is no answer', async () => {
    const messages = clients[name](await start(name))[Symbol.asyncIterator]();
    const text = expect(textOf(messages)).rejects.toThrow('Too many questions.');
    (await model.next()).fail(429, 'Too many questions.');
    await text;
  });
});

describe.each(backEndNames.filter((name) => name !== 'whole'))('%s', (name) => {
  test('hands on each piece before there is more', async () => {
    const { messages, first, request } = await ask(name);
    request.send('one ');
    expect((await first).value).toEqual({ type: 'delta', text: 'one ' });
    const second = messages.next();
    request.send('two');
    expect((await second).value).toEqual({ type: 'delta', text: 'two' });
    request.end();
    expect(await textOf(messages)).toBe('');
  });
});

describe.each(backEndNames.filter((name) => name !== 'ndjson'))('%s', (name) => {
  test('passes on a cancel before the answer', async () => {
    const { request } = await ask(name);
    page.abort();
    expect(await request.answered).toBe(false);
  });

  test('passes on a cancel within the answer', async () => {
    const { first, request } = await ask(name);
    request.send('one ');
    if (name !== 'whole') await first;
    page.abort();
    expect(await request.answered).toBe(false);
  });
});

test('ndjson lets the model go on when the page has gone', async () => {
  const { first, request } = await ask('ndjson');
  request.send('one ');
  await first;
  page.abort();
  // Answered after the cancel has come in.
  await fetch(backEnd.url);
  request.send('two');
  request.end();
  expect(await request.answered).toBe(true);
});

test('batched sends pieces that arrive together as one', async () => {
  const { first, request } = await ask('batched');
  request.send('one ');
  request.send('two ');
  expect((await first).value).toEqual({ type: 'delta', text: 'one two ' });
});

test('event-source goes on after the last event of a lost connection', async () => {
  const call = await start('event-source');
  const run = await startRun(call);
  const lost = new AbortController();
  const before = readRun({ ...call, signal: lost.signal }, run);
  const request = await model.next();
  request.send('one ', 'two ', 'three ');
  expect((await before.next()).value).toEqual({ type: 'delta', text: 'one ' });
  lost.abort();
  const after = textOf(readRun(call, run, '1'));
  request.send('four');
  request.end();
  expect(await after).toBe('two three four');
});

test('event-source answers 404 for an unknown run', async () => {
  const { url } = await start('event-source');
  expect((await fetch(`${url}/runs/other/events`)).status).toBe(404);
});
