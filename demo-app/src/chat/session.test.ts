import { expect, test, vi } from 'vitest';
import { MockLanguageModelV3 } from 'ai/test';
import { conversationOf } from './conversation.ts';
import { createSession } from './session.ts';
import type { Model, ModelPart, Provider } from './types.ts';

type Call = Parameters<Model['doStream']>[0];

/** A request whose answer the test gives as it likes. */
interface Request {
  /** The texts of the conversation, without the instructions. */
  sent: string[];
  signal: AbortSignal;
  say: (text: string) => void;
  /** Ends the step; with a call, another follows. */
  finish: (call?: 'add') => void;
  fail: () => void;
}

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

function start() {
  const requests: Request[] = [];
  const model = new MockLanguageModelV3({
    async doStream(call) {
      let emit!: ReadableStreamDefaultController<ModelPart>;
      const stream = new ReadableStream<ModelPart>({
        start: (controller) => void (emit = controller),
      });
      emit.enqueue({ type: 'text-start', id: 't' });
      requests.push({
        sent: textsOf(call),
        signal: call.abortSignal!,
        say: (delta) => emit.enqueue({ type: 'text-delta', id: 't', delta }),
        finish(name) {
          emit.enqueue({ type: 'text-end', id: 't' });
          const input = '{"a":2,"b":3}';
          if (name) emit.enqueue({ type: 'tool-call', toolCallId: 'c', toolName: name, input });
          const unified = name ? 'tool-calls' : 'stop';
          emit.enqueue({ type: 'finish', finishReason: { unified, raw: unified }, usage });
          emit.close();
        },
        fail: () => emit.error(new TypeError('network error')),
      });
      return { stream };
    },
  });
  const provider: Provider = {
    id: 'test',
    name: 'Test',
    baseURL: '/',
    model: 'm',
    load: async () => ({ createModel: () => model }),
  };
  const session = createSession({ provider, apiKey: '', whole: false });
  const shown = () => conversationOf(session.chat);
  const texts = () => shown().messages.map(({ text }) => text);
  const shows = (...expected: string[]) =>
    vi.waitFor(() => expect(texts()).toEqual(expected), { interval: 1 });
  return {
    session,
    requests,
    shown,
    shows,
    request: (at: number) => vi.waitFor(() => requests[at] ?? expect.fail(), { interval: 1 }),
    idle: () => vi.waitFor(() => expect(shown().status).toBe('idle'), { interval: 1 }),
  };
}

function textsOf({ prompt }: Call): string[] {
  return prompt
    .slice(1)
    .map(({ content }) =>
      typeof content === 'string'
        ? content
        : content.map((part) => ('text' in part ? part.text : part.type)).join(' '),
    );
}

test('the next question sends along what was said', async () => {
  const { session, request, idle } = start();
  session.send('One');
  const first = await request(0);
  first.say('First');
  expect(session.send('Too early'), 'while an answer runs, nothing is asked').toBe(false);
  expect(session.retry()).toBe(false);
  first.finish();
  await idle();
  session.send('Two');
  expect((await request(1)).sent).toEqual(['One', 'First', 'Two']);
});

test('stop cancels, keeps what has come, and nothing more arrives', async () => {
  const { session, requests, request, shown, shows } = start();
  session.send('One');
  const { say, signal } = await request(0);
  say('Half');
  await shows('One', 'Half');
  await session.stop();
  await session.stop();
  expect(signal.aborted).toBe(true);
  expect(shown()).toMatchObject({
    status: 'idle',
    failure: undefined,
    messages: [{ text: 'One' }, { status: 'stopped', text: 'Half' }],
  });
  expect(requests).toHaveLength(1);
});

test('a question that was stopped before anything came is not sent again', async () => {
  const { session, request, shown } = start();
  session.send('One');
  await request(0);
  await session.stop();
  expect(shown().messages[1]).toMatchObject({ status: 'stopped', text: '', calls: [] });
  session.send('Two');
  expect((await request(1)).sent).toEqual(['Two']);
});

test('a stopped step is sent along as its text, after the complete ones', async () => {
  const { session, request, shows } = start();
  session.send('One');
  const first = await request(0);
  first.say('First');
  first.finish('add');
  (await request(1)).say('Half');
  await shows('One', 'First', 'Half');
  await session.stop();
  session.send('Two');
  const { sent } = await request(2);
  expect(sent).toEqual(['One', 'First tool-call', 'tool-result', 'Half', 'Two']);
});

test('an answer that broke off is sent along as its text, and not when it is retried', async () => {
  const { session, request, shows, idle } = start();
  session.send('One');
  const first = await request(0);
  first.say('Half');
  await shows('One', 'Half');
  first.fail();
  await idle();
  session.retry();
  const second = await request(1);
  expect(second.sent).toEqual(['One']);
  second.say('Other half');
  await shows('One', 'Other half');
  second.fail();
  await idle();
  session.send('Go on');
  expect((await request(2)).sent).toEqual(['One', 'Other half', 'Go on']);
});

test('retry asks the same, and the old answer stays until the new one begins', async () => {
  const { session, request, shows, idle } = start();
  session.send('One');
  const first = await request(0);
  first.say('Old');
  first.finish();
  await idle();
  session.retry();
  const second = await request(1);
  expect(second.sent).toEqual(['One']);
  await shows('One', 'Old');
  second.say('New');
  await shows('One', 'New');
  second.finish();
  await idle();
  session.send('Two');
  expect((await request(2)).sent).toEqual(['One', 'New', 'Two']);
});

test.each(['fail', 'stop'] as const)(
  '%s before the new answer begins keeps the old one',
  async (how) => {
    const { session, request, shown, shows, idle } = start();
    session.send('One');
    const first = await request(0);
    first.say('Old');
    first.finish();
    await idle();
    session.retry();
    const second = await request(1);
    if (how === 'fail') second.fail();
    else await session.stop();
    await idle();
    await shows('One', 'Old');
    expect(shown().messages[1]).toMatchObject({ status: 'done' });
    expect(shown().failure === undefined).toBe(how === 'stop');
    session.send('Two');
    const { sent } = await request(2);
    expect(sent, 'what is on the screen is what was said').toEqual(['One', 'Old', 'Two']);
  },
);

test('with nothing asked, there is nothing to retry or to stop', async () => {
  const { session, requests } = start();
  expect(session.retry()).toBe(false);
  await session.stop();
  expect(requests).toHaveLength(0);
});

test('edit cuts the conversation there, and stops an answer that runs', async () => {
  const { session, request, shown, shows, idle } = start();
  for (const [at, text] of ['One', 'Two'].entries()) {
    session.send(text);
    const { say, finish } = await request(at);
    say(`${text}!`);
    finish();
    await idle();
  }
  session.send('Three');
  const third = await request(2);
  const two = shown().messages[2]!;
  await session.edit('id' in two ? two.id : '', 'Zwei');
  expect(third.signal.aborted).toBe(true);
  await shows('One', 'One!', 'Zwei');
  expect((await request(3)).sent).toEqual(['One', 'One!', 'Zwei']);
});
