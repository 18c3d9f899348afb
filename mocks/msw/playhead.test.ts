import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { clock } from '../stream/clock.ts';
import { useFakeTimers } from '../test/fake-timers.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { ask, post, server } from '../test/server.ts';
import { createPlayhead, type CreatePlayheadOptions } from './playhead.ts';

const chunks = ['Hello', ' my', ' friend'].map((content) => chunk({ content }));
const hello = interaction([user('Hi')], streamOf(...chunks, '[DONE]'));
const bye = interaction([user('Bye')], streamOf(chunk({ content: 'Goodbye' }), '[DONE]'));
const sample = cassette(hello, bye);

/** Answers requests by a playhead until the test ends. */
function held(cassettes: Cassette = sample, options: CreatePlayheadOptions = {}) {
  const playhead = createPlayhead(cassettes, options);
  server.listen({ onUnhandledRequest: 'bypass' });
  server.resetHandlers(...playhead.handlers);
  onTestFinished(() => {
    playhead.close();
    server.close();
  });
  return playhead;
}

/** Reads an answer as an app does, and shows what it has read so far. */
function reading(text = 'Hi', signal?: AbortSignal) {
  const app = { text: '', done: false, error: undefined as unknown };
  const read = async () => {
    const { body } = await post({ messages: [user(text)], stream: true, signal });
    for await (const bytes of body!) {
      const sent = new TextDecoder().decode(bytes);
      app.text += [...sent.matchAll(/"content":"(.*?)"/g)].map(([, piece]) => piece).join('');
    }
    app.done = true;
  };
  read().catch((error: unknown) => (app.error = error));
  return app;
}

describe('a playhead over MSW handlers, in Node', () => {
  test('sends nothing until the test says so, and resolves when the app has read it', async () => {
    const playhead = held();
    const app = reading();
    const stream = await playhead.nextStream();
    expect([app.text, stream.position, stream.remaining]).toEqual(['', 0, 4]);
    await stream.step();
    expect(app.text).toBe('Hello');
    await stream.until(/my/);
    expect(app.text).toBe('Hello my');
    expect(stream.position).toBe(2);
    await stream.finish();
    expect(app).toEqual({ text: 'Hello my friend', done: true, error: undefined });
  });

  test('has the verbs of the current stream, and goes on to the next one', async () => {
    const playhead = held();
    const first = reading();
    await playhead.until('text');
    expect(first.text).toBe('Hello');
    expect(playhead.remaining).toBe(3);
    await playhead.finish();
    const second = reading('Bye');
    await playhead.step(1);
    expect(second.text).toBe('Goodbye');
  });

  test('reads the transcript up to the position', async () => {
    const playhead = held();
    reading();
    await playhead.step(2);
    expect(playhead.transcript.turns).toMatchObject([
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: 'Hello my' },
    ]);
  });

  test('lists the requests of the app', async () => {
    const playhead = held(sample, { pace: 'instant' });
    await ask('Hi');
    expect(playhead.requests).toMatchObject([
      { method: 'POST', body: { messages: [user('Hi')] }, match: { interaction: 1 } },
    ]);
  });

  test('holds a stream that goes at its own pace', async () => {
    const playhead = held(sample, { pace: 'instant' });
    await playhead.hold();
    const app = reading();
    await playhead.step();
    expect(app.text).toBe('Hello');
  });

  test('fails a stream where it stands, and the retry gets the recording', async () => {
    const playhead = held();
    const app = reading();
    await playhead.step();
    await playhead.fail();
    expect(app.text).toBe('Hello');
    expect(app.error).toMatchObject({ name: 'TypeError', message: 'terminated' });
    const retry = reading();
    await playhead.finish();
    expect(retry.text).toBe('Hello my friend');
  });

  test('sees the app leave the stream', async () => {
    const playhead = held();
    const response = post({ messages: [user('Hi')], stream: true });
    const stream = await playhead.nextStream();
    const aborted = stream.waitForAbort();
    await stream.step(0);
    const { body } = await response;
    await body!.cancel('enough');
    expect(await aborted).toEqual({ by: 'app', reason: 'enough', position: 0 });
  });

  test('plays a long answer whole', async () => {
    const words = Array.from({ length: 2000 }, (_, at) => `${at} `);
    const playhead = held(
      chatCassette([['Hi', words]], { url: 'https://api.example.com/v1/chat/completions' }),
    );
    const app = reading();
    await playhead.until(/ 1998 /);
    await playhead.finish();
    expect(app.text).toBe(words.join(''));
  });

  test("goes on while the app's clock stands still", async () => {
    const playhead = held();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const app = reading();
    await playhead.until('text');
    expect(app.text).toBe('Hello');
  });

  test("waits for a request by its own clock, and not by the app's", async () => {
    const playhead = held();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const text = playhead.until('text');
    await vi.advanceTimersByTimeAsync(5000);
    const app = reading();
    await text;
    expect(app.text).toBe('Hello');
  });

  test("gives up on a request while the app's clock stands still", async () => {
    const playhead = held(sample, { timeout: 1 });
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await expect(playhead.until('text')).rejects.toMatchObject({ code: 'timeout' });
  });

  test("gives up on an abort while the app's clock stands still", async () => {
    const playhead = held();
    reading();
    await playhead.step();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const aborted = playhead.waitForAbort({ timeout: 1 });
    await expect(aborted).rejects.toMatchObject({ code: 'timeout' });
  });

  test('has no limit with the timeout 0', async () => {
    const playhead = held(sample, { timeout: 0 });
    const response = post({ messages: [user('Hi')], stream: true });
    await playhead.step(0);
    const reader = (await response).body!.getReader();
    useFakeTimers();
    const text = playhead.until('text');
    for (let second = 0; second < 30; second++) {
      await clock.turn();
      await vi.advanceTimersByTimeAsync(1000);
    }
    await reader.read();
    reader.read().catch(() => {}); // asks for more
    await text;
    expect(playhead.position).toBe(1);
  });
});

describe('a playhead over MSW handlers explains', () => {
  test('that the app has sent no request', async () => {
    const playhead = held(sample, { timeout: 1 });
    const error = playhead.nextStream();
    await expect(error).rejects.toThrow('no recorded request within 0.001 s');
    await expect(error).rejects.toThrow('The handlers have received no recorded request.');
  });

  test('what the app has requested instead of the next stream', async () => {
    const playhead = held(sample, { pace: 'instant' });
    await ask('Hi');
    await playhead.nextStream();
    const error = playhead.nextStream({ timeout: 1 });
    await expect(error).rejects.toThrow('  1 sample.yaml, interaction 1, 4 of 4 events sent');
  });

  test('a request that was not recorded, to the verb that waits and to all that follow', async () => {
    const playhead = held();
    const waiting = playhead.until('text');
    const [response] = await Promise.all([
      post({ messages: [user('Ho')], stream: true }),
      expect(waiting).rejects.toMatchObject({ code: 'miss' }),
    ]);
    expect(response.status).toBe(501);
    await expect(playhead.step()).rejects.toThrow('received  "Ho"');
    expect(() => playhead.assertAllUsed()).toThrow('received  "Ho"');
  });

  test('that the app has stopped reading', async () => {
    const playhead = held(sample, { timeout: 1 });
    const response = post({ messages: [user('Hi')], stream: true });
    const stream = await playhead.nextStream({ timeout: 0 });
    await stream.step(0);
    await response;
    await expect(stream.step(2)).rejects.toThrow('the app has stopped reading');
  });

  test('an error at the line of the test', async () => {
    const playhead = held(sample, { timeout: 1 });
    const error = await playhead.step().catch((thrown: unknown) => thrown);
    const frames = (error as Error).stack!.split('\n').filter((line) => /^ +at /.test(line));
    expect(frames.some((line) => line.includes('playhead.test.ts'))).toBe(true);
  });

  test('a request that was not recorded, at the line of each verb', async () => {
    const playhead = held();
    const first = playhead.step().catch((thrown: unknown) => thrown);
    await post({ messages: [user('Ho')], stream: true });
    const { stack } = (await first) as Error;
    await playhead.step().catch(() => {});
    expect(((await first) as Error).stack).toBe(stack);
  });

  test('which interactions are unused', async () => {
    const playhead = held(sample, { pace: 'instant' });
    await ask('Hi');
    expect(() => playhead.assertAllUsed()).toThrow(/1 of 2 [^]*interaction 2, requests:\n.*"Bye"/);
    await ask('Bye');
    playhead.assertAllUsed();
  });

  test.each([
    [{ paces: 'instant' }, 'Did you mean "pace"?'],
    [{ pace: 'manul' }, 'Did you mean "manual"?'],
    [{ timeout: -1 }, 'Invalid timeout'],
    [{ frozenAt: { part: 'text' } }, 'Unknown option "frozenAt"'],
  ])('which option is wrong in %j', (options, words) => {
    expect(() => createPlayhead(sample, options as CreatePlayheadOptions)).toThrow(words);
  });
});

describe('a playhead that is closed', () => {
  test('ends the streams that are open', async () => {
    const playhead = held();
    const app = reading();
    await playhead.step();
    playhead.close();
    await vi.waitFor(() => expect(app.error).toEqual(new Error('The test has ended.')));
  });

  test('rejects the verbs that wait', async () => {
    const playhead = held();
    const waiting = playhead.until('text');
    playhead.close();
    await expect(waiting).rejects.toMatchObject({
      code: 'ended',
      message: 'Cannot get the next stream: the playhead is closed.',
    });
  });

  test('answers no request', async () => {
    const playhead = held();
    playhead.close();
    await expect(ask('Hi')).rejects.toThrow('Failed to fetch');
    expect(playhead.requests).toEqual([]);
  });
});
