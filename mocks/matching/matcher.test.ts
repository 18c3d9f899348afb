import { describe, expect, test } from 'vitest';
import { replaying } from '../test/replaying.ts';
import { cassette, interaction, recorded, streamOfText, user } from '../test/samples.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { bodyText } from '../wire/body.ts';
import { createMatcher } from './matcher.ts';
import type { MatchedRequest } from './options.ts';
import { markPlayed, recordingsOf } from './recording.ts';

const assistant = (content: string) => ({ role: 'assistant', content });
const calling = (name: string, args: object, id = 'a') => ({
  role: 'assistant',
  tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }],
});
const result = (content: string, id = 'a') => ({ role: 'tool', tool_call_id: id, content });
const hi = (text: string, more: object = {}) => interaction([user('Hi')], streamOfText(text), more);
const recordings = cassette(
  hi('first'),
  interaction([user('Hi'), assistant('first'), user('Bye')], streamOfText('second')),
);

/** Chat completions whose requests all differ: others would be played in file order. */
const chats = recorded.filter(([, { interactions }]) => {
  const bodies = new Set(interactions.map(({ request }) => request.body));
  return (
    bodies.size === interactions.length &&
    interactions.every((each) => protocolOf(each)?.name === 'openai-chat')
  );
});

describe('createMatcher, by conversation', () => {
  test.each(chats)(
    '%s: ignores prompt, ids, key order and extra fields',
    (_name, { interactions, ...rest }) => {
      const replay = replaying({ ...rest, interactions: interactions.toReversed() });
      for (const { request, response } of interactions) {
        const { messages, model, stream } = JSON.parse(request.body as string) as {
          messages: { role: string; tool_calls?: { id: string }[]; tool_call_id?: string }[];
          model: string;
          stream?: boolean;
        };
        const own = messages.slice(1).map((message) => ({
          ...message,
          ...(message.role === 'assistant' && { content: null }),
          ...(message.tool_calls && {
            tool_calls: message.tool_calls.map((call, index) => ({
              ...call,
              id: `own-${call.id}`,
              index,
            })),
          }),
          ...(message.tool_call_id && {
            tool_call_id: `own-${message.tool_call_id}`,
            name: 'tool',
          }),
        }));
        const prompted = [{ role: 'developer', content: 'Mine.' }, ...own];
        const more = { stream, temperature: 0, model: `${model}-mine` };
        const { events } = replay.reply(prompted, more, request.url).delivery;
        expect(events.map(({ raw }) => bodyText(raw)).join('')).toBe(response.body);
      }
    },
  );

  test('plays each recording once, in file order', () => {
    const replay = replaying(cassette(hi('one'), hi('two')));
    expect(['Hi', 'Hi', 'Hi'].map((text) => replay.text(text))).toEqual(['one', 'two', 'miss']);
  });

  test('plays equal recordings over and over with repeat', () => {
    const replay = replaying(cassette(hi('one'), hi('two')), { repeat: true });
    const texts = ['Hi', 'Hi', 'Hi', 'Hi', 'Bye'].map((text) => replay.text(text));
    expect(texts).toEqual(['one', 'two', 'one', 'two', 'miss']);
  });

  test('breaks ties between equal conversations by model and tool names', () => {
    const tool = (name: string) => ({ tools: [{ type: 'function', function: { name } }] });
    const replay = replaying([
      cassette(hi('a', { model: 'a', ...tool('x') })),
      cassette(hi('b-x', { model: 'b', ...tool('x') })),
      cassette(hi('b-y', { model: 'b', ...tool('y') })),
    ]);
    expect(replay.text('Hi', { model: 'b', ...tool('y') })).toBe('b-y');
    expect(replay.text('Hi', { model: 'b' })).toBe('b-x');
    expect(replay.text('Hi', { model: 'other' })).toBe('a');
  });

  test('follows each of several interleaved conversations', () => {
    const talk = (topic: string) => [
      interaction([user(topic)], streamOfText(`${topic} 1`)),
      interaction([user(topic), assistant('…'), user('more')], streamOfText(`${topic} 2`)),
    ];
    const replay = replaying([
      cassette(...talk('cats'), ...talk('dogs')),
      cassette(...talk('ants')),
    ]);
    const topics = ['dogs', 'ants', 'cats'];
    const follow = (topic: string) =>
      replay.text([user(topic), assistant('other text'), user('more')]);
    expect(topics.map((topic) => replay.text(topic))).toEqual(['dogs 1', 'ants 1', 'cats 1']);
    expect(topics.map(follow)).toEqual(['dogs 2', 'ants 2', 'cats 2']);
  });

  test('plays the next recording when the app regenerates, another when it edits', () => {
    const edited = interaction([user('Hi!')], streamOfText('edited'));
    const replay = replaying(cassette(hi('one'), hi('again'), edited));
    expect(['Hi', 'Hi', 'Hi!'].map((text) => replay.text(text))).toEqual([
      'one',
      'again',
      'edited',
    ]);
  });

  test('continues a conversation', () => {
    const replay = replaying(recordings);
    expect(replay.text('Hi')).toBe('first');
    expect(replay.text([user('Hi'), assistant('first'), user('Bye')])).toBe('second');
  });

  test('takes consecutive calls for one turn or several', () => {
    const [a, b] = [calling('add', { a: 1 }, 'a'), calling('mul', { a: 2 }, 'b')];
    const apart = [user('Sums'), a, result('1', 'a'), b, result('2', 'b')];
    const together = [
      user('Sums'),
      { role: 'assistant', tool_calls: [...a.tool_calls, ...b.tool_calls] },
      result('1', 'a'),
      result('2', 'b'),
    ];
    const replay = replaying(cassette(interaction(together, streamOfText('both'))), {
      repeat: true,
    });
    expect([replay.text(apart), replay.text(together)]).toEqual(['both', 'both']);
  });

  test('matches calls without names to named ones by their results, and the reverse', () => {
    const url = 'https://x.test/v1/responses';
    const item = { type: 'function_call', call_id: 'a', name: 'add', arguments: '{"a":1}' };
    const output = (text: string) => ({ type: 'function_call_output', call_id: 'a', output: text });
    const named = [user('Sum'), item, output('1')];
    const unnamed = [user('Sum'), { type: 'item_reference', id: 'fc_1' }, output('1')];
    const matches = (input: object[], received: object[]) => {
      const base = interaction([], streamOfText('found'), { input });
      const replay = replaying(cassette({ ...base, request: { ...base.request, url } }));
      return replay.text([], { input: received }, url) === 'found';
    };
    expect(matches(named, unnamed)).toBe(true);
    expect(matches(unnamed, named)).toBe(true);
    expect(matches(unnamed, unnamed)).toBe(true);
    expect(matches(named, [user('Sum'), unnamed[1]!, output('2')])).toBe(false);
  });
});

describe('createMatcher, by turn', () => {
  test('ignores the texts, and compares the roles', () => {
    const replay = replaying(recordings, { match: 'turn' });
    expect(replay.text([user('Good day'), assistant('?'), user('Good night')])).toBe('second');
    expect(replay.text('Anything')).toBe('first');
    const miss = replay.miss([user('1'), user('2')]);
    expect(miss.message).toContain("match: 'turn'");
    expect(miss.nearest?.differences).toEqual([
      { field: 'the roles', received: 'user, user', recorded: 'user' },
    ]);
  });

  test('prefers the text of the assistant, whatever the texts of the user', () => {
    const turn = (said: string) =>
      interaction([user('Hi'), assistant(said), user('Bye')], streamOfText(said));
    const replay = replaying(cassette(turn('one'), turn('two')), { match: 'turn' });
    expect(replay.text([user('Good day'), assistant('two'), user('Good night')])).toBe('two');
  });

  test('treats a tool result as a turn of its own', () => {
    const loop = [user('Sum?'), calling('add', { a: 1 }), result('1')];
    const replay = replaying(
      cassette(
        interaction([user('Sum?'), assistant('no')], streamOfText('no tool')),
        interaction(loop, streamOfText('tool')),
      ),
      { match: 'turn' },
    );
    expect(replay.text([user('x'), calling('other', {}), result('y')])).toBe('tool');
  });

  test('ignores calls that the provider ran, whether the app sends them back or not', () => {
    const url = 'https://api.anthropic.com/v1/messages';
    const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} };
    const found = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
    const messages = (...content: object[]) => [
      user('Hi'),
      { role: 'assistant', content },
      user('Bye'),
    ];
    const base = interaction(messages(search, found), streamOfText('found'));
    const replay = replaying(cassette({ ...base, request: { ...base.request, url } }), {
      match: 'turn',
    });
    expect(replay.text(messages(), {}, url)).toBe('found');
  });
});

describe('createMatcher, in order', () => {
  test('plays the next recording, whatever the request', () => {
    const replay = replaying(recordings, { match: 'order' });
    expect(replay.text([user('x'), user('y')])).toBe('first');
    expect(replay.text([], { model: 'other', stream: false })).toBe('second');
    expect(replay.text('Hi')).toBe('miss');
  });

  test('keeps the order, whatever the model', () => {
    const replay = replaying(cassette(hi('one', { model: 'a' }), hi('two', { model: 'b' })), {
      match: 'order',
    });
    expect(replay.text('Hi', { model: 'b' })).toBe('one');
  });
});

describe('createMatcher, exactly', () => {
  test('compares JSON in any key order', () => {
    const replay = replaying(cassette(hi('Hello')), { match: 'exact' });
    const miss = replay.miss('Hi', { temperature: 0 });
    expect(miss.nearest?.differences).toEqual([
      { field: 'temperature', received: '0', recorded: 'nothing' },
      { field: 'model', received: 'nothing', recorded: '"model-a"' },
    ]);
    expect(replay.text('Hi', { model: 'model-a' })).toBe('Hello');
  });
});

describe('createMatcher, by a function', () => {
  const lastText = ({ conversation }: MatchedRequest) => conversation?.messages.at(-1)?.text;

  test('calls it for each recording in file order, with both requests', () => {
    const compared: unknown[] = [];
    const replay = replaying(recordings, {
      match: (request, other) => {
        compared.push(lastText(other));
        return (request.body as { wanted: string }).wanted === lastText(other);
      },
    });
    expect(replay.text('?', { wanted: 'Bye' })).toBe('second');
    expect(compared).toEqual(['Hi', 'Bye']);
    expect(replay.miss([], { wanted: 'Bye' }).message).toContain('already been played');
    expect(replay.miss([], { wanted: 'none' }).message).toContain('the match function');
  });

  test('plays recordings over and over with repeat', () => {
    const replay = replaying(recordings, { match: () => true, repeat: true });
    expect(['x', 'x', 'x', 'x'].map((text) => replay.text(text))).toEqual([
      'first',
      'second',
      'first',
      'second',
    ]);
    const bye = replaying(recordings, {
      match: (_, other) => lastText(other) === 'Bye',
      repeat: true,
    });
    expect([bye.text('x'), bye.text('x')]).toEqual(['second', 'second']);
  });
});

test('createMatcher reads no history for a conversation that was recorded once', () => {
  const [recording] = recordingsOf([cassette(hi('one'))]);
  const matcher = createMatcher([recording!], 'conversation', false, () => {
    throw new Error('read');
  });
  expect(matcher.find(recording!.request, undefined)).toBe(recording);
});

/** Makes recordings of one conversation: all equal, or of two models, each with a body of its own. */
const MANY = {
  equal: () => hi('same'),
  unlike: (_: unknown, at: number) => hi('same', { model: `model-${at % 2}`, seed: at }),
};

describe.each(Object.entries(MANY))('createMatcher, of %s recordings', (_name, make) => {
  test.each(['conversation', 'turn', 'order', 'exact'] as const)(
    'looks at each recording once, not once per request, by %s',
    (match) => {
      const many = recordingsOf([cassette(...Array.from({ length: 300 }, make))]);
      let looks = 0;
      for (const recording of many) {
        let consumed = false;
        Object.defineProperty(recording, 'consumed', {
          get: () => (looks++, consumed),
          set(value: boolean) {
            consumed = value;
          },
        });
      }
      const matcher = createMatcher(many, match, false, () => undefined);
      for (const recording of many) {
        expect(matcher.find(recording.request, undefined)).toBe(recording);
        markPlayed(recording);
      }
      expect(matcher.find(many[0]!.request, undefined)).toBeUndefined();
      expect(looks).toBeLessThan(6 * many.length);
    },
  );
});
