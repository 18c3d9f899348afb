import OpenAI from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { Playback } from '../stream/playback.ts';
import { COMPLETIONS, post, serve, server } from '../test/server.ts';
import { cancellableBody } from './cancellable-body.ts';

const chunks = ['Hello', ' my', ' friend'].map((content) => chunk({ content }));
const hello = cassette(interaction([user('Hi')], streamOf(...chunks, '[DONE]')));
const request = { messages: [user('Hi')], stream: true };

/** Sends the request by the official SDK. */
async function stream() {
  const openai = new OpenAI({
    apiKey: 'none',
    maxRetries: 0,
    baseURL: COMPLETIONS.replace('/chat/completions', ''),
    fetch: (...given) => fetch(...given), // its own is that from before MSW
  });
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  return openai.chat.completions.create({ model: 'model-a', messages, stream: true });
}

describe('an app that leaves a stream early, in Node', () => {
  test('goes on after it has cancelled the reader', async () => {
    serve(hello);
    const reader = (await post(request)).body!.getReader();
    await reader.read();
    await reader.cancel('enough');
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });

  test('goes on after it has left the loop of an SDK', async () => {
    serve(hello, { pace: { eventsPerSecond: 1000 } });
    const texts: unknown[] = [];
    for await (const { choices } of await stream()) {
      texts.push(choices[0]!.delta.content);
      if (texts.length === 2) break;
    }
    expect(texts).toEqual(['Hello', ' my']);
  });

  test('gets the error of a broken event', async () => {
    serve(hello, { faults: [{ type: 'bad-json', at: 2 }] });
    const read = async () => {
      for await (const part of await stream()) expect(part.choices).toHaveLength(1);
    };
    await expect(read()).rejects.toThrow(SyntaxError);
  });
});

test("MSW's event of a response has the whole body", async () => {
  serve(hello);
  const seen = new Promise<string>((resolve) => {
    server.events.on('response:mocked', ({ response }) => void response.text().then(resolve));
  });
  onTestFinished(() => server.events.removeAllListeners());
  const text = await (await post(request)).text();
  expect(await seen).toBe(text);
  expect(text).toBe(streamOf(...chunks, '[DONE]'));
});

describe('a branch of the body', () => {
  const split = () => {
    const playback = new Playback(['1', '2', '3', '4'].map((raw) => ({ raw })));
    const [branch] = cancellableBody(playback).tee();
    return { playback, branch };
  };

  test('ends the playback when it is cancelled, and says why', async () => {
    const { playback, branch } = split();
    await branch.cancel('enough');
    expect(playback.end).toEqual({ how: 'cancelled', reason: 'enough' });
  });

  test('is no more than one chunk ahead of its reader', async () => {
    const { playback, branch } = split();
    await branch.getReader().read();
    await new Promise((resolve) => setImmediate(resolve)); // whatever would read ahead has done so
    expect(playback.position).toBe(2);
  });
});
