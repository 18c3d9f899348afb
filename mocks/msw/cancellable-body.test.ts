import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { Playback } from '../stream/playback.ts';
import { COMPLETIONS, post, serve, server } from '../test/server.ts';
import { cancellableBody } from './cancellable-body.ts';
import type { HandlerOptions } from './handlers.ts';

const chunks = ['Hello', ' my', ' friend'].map((content) => chunk({ content }));
const hello = cassette(interaction([user('Hi')], streamOf(...chunks, '[DONE]')));
const claude = chatCassette([['Hi', ['Hello', ' my', ' friend']]], {
  protocol: 'anthropic-messages',
  name: 'claude.yaml',
});
const request = { messages: [user('Hi')], stream: true };

const sdk = {
  apiKey: 'none',
  maxRetries: 0,
  logLevel: 'off' as const,
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given), // its own is that from before MSW
};

/** Sends the request by OpenAI's SDK. */
async function streamOfOpenAI(signal?: AbortSignal) {
  const baseURL = COMPLETIONS.replace('/chat/completions', '');
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const body = { model: 'model-a', messages, stream: true } as const;
  return new OpenAI({ ...sdk, baseURL }).chat.completions.create(body, { signal });
}

/** Sends the first request of a cassette by Anthropic's SDK. */
async function streamOfAnthropic(signal?: AbortSignal) {
  const { body } = claude.interactions[0]!.request;
  const sent = JSON.parse(body as string) as Anthropic.MessageCreateParamsStreaming;
  return new Anthropic(sdk).messages.create({ ...sent, stream: true }, { signal });
}

/** Ways of leaving a stream, each of which has to come to its end. */
const LEAVES: Record<string, (response: Response) => Promise<unknown>> = {
  'breaks out of the loop': async ({ body }) => {
    for await (const bytes of body!) {
      expect(bytes.length).toBeGreaterThan(0);
      break;
    }
  },
  'throws in the loop': async ({ body }) => {
    const read = async () => {
      for await (const bytes of body!) throw new Error(`${bytes.length > 0}`);
    };
    await expect(read()).rejects.toThrow('true');
  },
  'cancels the body': ({ body }) => body!.cancel(),
  'cancels the reader': async ({ body }) => {
    const reader = body!.getReader();
    await reader.read();
    await reader.cancel('enough');
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  },
  'cancels what decodes it': async ({ body }) => {
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    await reader.cancel();
  },
};

describe.each<[string, HandlerOptions]>([
  ['plays at once', {}],
  ['has a pace', { pace: { eventsPerSecond: 1000 } }],
  ['stops', { frozenAt: { text: 'Hello' } }],
])('an app goes on in Node that leaves a stream which %s, where it', (_name, options) => {
  test.each(Object.entries(LEAVES))('%s', async (_way, leave) => {
    serve(hello, options);
    const response = await post(request);
    await leave(response);
    expect(response.bodyUsed).toBe(true);
  });
});

describe.each<[string, (signal?: AbortSignal) => Promise<AsyncIterable<unknown>>]>([
  ['openai', streamOfOpenAI],
  ['@anthropic-ai/sdk', streamOfAnthropic],
])('an app goes on in Node that reads by %s, and', (_name, stream) => {
  test('breaks out of the loop', async () => {
    serve([hello, claude], { pace: { eventsPerSecond: 1000 } });
    const events: unknown[] = [];
    for await (const event of await stream()) {
      events.push(event);
      if (events.length === 2) break;
    }
    expect(events).toHaveLength(2);
  });

  test('aborts the request', async () => {
    serve([hello, claude], { pace: { totalMs: 1e8 } });
    const controller = new AbortController();
    const response = await stream(controller.signal);
    controller.abort();
    const events: unknown[] = [];
    for await (const event of response) events.push(event);
    expect(events).toEqual([]);
  });

  test('gets the error of a broken event', async () => {
    const fault = { type: 'bad-json', at: { text: 'Hello my' } } as const;
    const faults = ['sample.yaml', 'claude.yaml'].map((name) => ({ ...fault, cassette: name }));
    serve([hello, claude], { faults });
    const read = async () => {
      for await (const event of await stream()) expect(event).toBeTypeOf('object');
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

  test('is never a chunk ahead of its reader', async () => {
    const { playback, branch } = split();
    await branch.getReader().read();
    await new Promise((resolve) => setImmediate(resolve)); // whatever would read ahead has done so
    expect(playback.position).toBe(1);
  });
});
