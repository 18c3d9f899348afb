import { describe, expect, test, vi } from 'vitest';
import type { PlacedFault } from '../faults/fault.ts';
import { errorOf } from '../test/error-of.ts';
import { completionRequest, replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { sse } from '../wire/sse.ts';
import { createReplay } from './replay.ts';

const hi = interaction([user('Hi')], streamOfText('Hello'));
const bye = interaction([user('Bye')], streamOfText('Goodbye'));
const sample = cassette(hi, bye);
const OTHER = 'https://x.test/v1/embeddings';

describe('createReplay', () => {
  test.each<[string, Parameters<typeof completionRequest>, string]>([
    ['a request that matches', ['Hi'], 'Hello'],
    ['one that matches a later interaction', ['Bye'], 'Goodbye'],
    ['one that matches none', ['Good day'], 'miss'],
    ['one to another path', ['Hi', {}, OTHER], 'no route'],
    [
      'one to the recorded path on another origin',
      ['Hi', {}, 'http://a/chat/completions'],
      'Hello',
    ],
  ])('responds to %s', (_name, request, expected) => {
    expect(replaying(sample).text(...request)).toBe(expected);
  });

  test('explains what it cannot respond to, and plays nothing for that', () => {
    const replay = createReplay([sample]);
    const explain = (text: string) => replay.explain(completionRequest(text))?.message;
    expect([explain('Hi'), explain('Hi')]).toEqual([undefined, undefined]);
    expect(explain('Good day')).toContain('Good day');
    replay.respond(completionRequest('Hi'));
    expect(explain('Hi')).toContain('interaction 1');
    expect(explain('Bye')).toBeUndefined();
  });

  test('responds at the endpoint of the app alone', () => {
    const replay = replaying(sample, { endpoint: '/api/chat' });
    expect(replay.text('Hi')).toBe('no route');
    expect(replay.text('Hi', {}, 'http://localhost:3000/api/chat')).toBe('Hello');
  });

  test('lists the methods and URLs that were recorded', () => {
    const get = { ...hi, request: { ...hi.request, method: 'get', url: OTHER } };
    const { routes } = createReplay([cassette(hi, bye, get)]);
    expect(routes.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(JSON.parse(JSON.stringify(routes))).toEqual(routes);
  });

  test('delivers the recorded status, headers and events', () => {
    expect(replaying(sample).reply('Hi')).toMatchObject({
      recording: { number: 1, played: true },
      altered: false,
      delivery: {
        head: { code: 200, headers: { 'Content-Type': ['text/event-stream'] } },
        events: [{ raw: expect.stringContaining('Hello') }, { raw: 'data: [DONE]\n\n' }],
        end: 'close',
      },
    });
  });

  test('plays a recorded 429 first, and the completion when the app retries', () => {
    const limited = {
      ...hi,
      response: { code: 429, headers: { 'Retry-After': ['1'] }, body: '{"error":{}}' },
    };
    const replay = replaying(cassette(limited, hi));
    const { head } = replay.reply('Hi').delivery;
    expect(head).toMatchObject({ code: 429, headers: { 'Retry-After': ['1'] } });
    expect(replay.text('Hi')).toBe('Hello');
  });

  test('keeps its own record of the interactions played', () => {
    const [one, other] = [replaying(sample), replaying(sample)];
    expect([one.text('Hi'), one.text('Hi'), other.text('Hi')]).toEqual(['Hello', 'miss', 'Hello']);
  });

  test('plays a released recording again', () => {
    const replay = createReplay([sample]);
    const respond = () => replay.respond(completionRequest('Hi'));
    respond();
    expect(respond()).toHaveProperty('miss');
    replay.release(replay.recordings[0]!);
    expect(respond()).toHaveProperty('delivery');
  });
});

test('createReplay splits the responses: no request waits for it', () => {
  const split = vi.spyOn(sse, 'split');
  const replay = createReplay([structuredClone(sample)]);
  expect(split).toHaveBeenCalled();
  split.mockClear();
  expect(replay.respond(completionRequest('Hi'))).toHaveProperty('delivery');
  expect(split).not.toHaveBeenCalled();
  split.mockRestore();
});

describe('createReplay, with faults', () => {
  test.each<[PlacedFault, altered: boolean, retry: string]>([
    [{ type: 'status', status: 429 }, true, 'Hello'],
    [{ type: 'refused' }, true, 'Hello'],
    [{ type: 'disconnect', after: 1 }, true, 'Hello'],
    [{ type: 'flood', at: 1, times: 2 }, true, 'Hello'],
    [{ type: 'comments' }, false, 'miss'],
    [{ type: 'slow', ms: 5 }, false, 'miss'],
  ])(
    '%j releases the recording for a retry only where it alters the response',
    (fault, ...rest) => {
      const replay = replaying(sample, { faults: [fault] });
      const { altered, recording } = replay.reply('Hi');
      expect(recording.played).toBe(!altered);
      expect([altered, replay.text('Hi')]).toEqual(rest);
    },
  );

  test('lists the faults whose attempt was never made', () => {
    const faults: PlacedFault[] = [{ type: 'refused' }, { type: 'html', attempt: 2 }];
    const replay = createReplay([sample], { faults });
    expect(replay.unusedFaults).toEqual(faults);
    replay.respond(completionRequest('Bye'));
    expect(replay.unusedFaults).toEqual(faults);
    replay.respond(completionRequest('Hi'));
    expect(replay.unusedFaults).toEqual([{ type: 'html', attempt: 2 }]);
    replay.respond(completionRequest('Hi'));
    expect(replay.unusedFaults).toEqual([]);
  });

  test.each<[PlacedFault, string]>([
    [{ type: 'cut', at: 9 }, '2 events'],
    [{ type: 'refused', interaction: 3 }, 'interaction 3'],
    [{ type: 'refused', cassette: 'none' }, 'no cassette'],
    [{ type: 'end', after: 'tool-call' }, 'tool-call'],
  ])('rejects %j before the first request', (fault, words) => {
    const error = errorOf(() => createReplay([sample], { faults: [fault] }));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });
});

describe('Reply.match', () => {
  test('counts interactions from 1, and names the cassette', () => {
    expect(replaying(sample).reply('Bye').match()).toMatchObject({
      cassette: 'sample.yaml',
      interaction: 2,
    });
  });

  test('lists the fields that matching ignored', () => {
    const call = (id: string) => ({
      role: 'assistant',
      tool_calls: [{ id, type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
    });
    const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: '3' });
    const tool = { type: 'function', function: { name: 'add', parameters: { type: 'object' } } };
    const strict = { ...tool, function: { ...tool.function, strict: true } };
    const prompt = { role: 'system', content: 'Recorded prompt.' };
    const looped = interaction(
      [prompt, user('Sum?'), call('call_1'), result('call_1')],
      streamOfText('3'),
      { max_tokens: 9, tools: [tool] },
    );
    const { ignored } = replaying(cassette(looped))
      .reply(
        [
          user([{ type: 'text', text: 'Sum?' }]),
          { ...call('mine'), content: null },
          result('mine'),
        ],
        { model: 'model-b', tools: [strict] },
      )
      .match();
    const lines = ignored.map((each) => `${each.field}: ${each.received} / ${each.recorded}`);
    expect(lines).toEqual([
      'messages, system prompt: nothing / "Recorded prompt."',
      'messages[0].content: [{"type":"text","text":"Sum?"}] / "Sum?"',
      'messages[1].tool_calls[0].id: "mine" / "call_1"',
      'messages[1].content: null / nothing',
      'messages[2].tool_call_id: "mine" / "call_1"',
      'model: "model-b" / "model-a"',
      'tools[0].function.strict: true / nothing',
      'max_tokens: nothing / 9',
    ]);
  });
});
