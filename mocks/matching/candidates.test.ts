import { describe, expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { createReplay } from '../replay/replay.ts';
import { replaying } from '../test/replaying.ts';
import { cassette, interaction, recorded, streamOfText, user } from '../test/samples.ts';
import { bodyText } from '../wire/body.ts';
import { createRecordingIndex, type IncomingRequest } from './recording-index.ts';
import type { Recording } from './recording.ts';

const assistant = (content: string) => ({ role: 'assistant', content });
const calling = (id: string, args = '{}') => ({
  role: 'assistant',
  tool_calls: [{ id, type: 'function', function: { name: 'add', arguments: args } }],
});
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: '5' });
const tool = (name: string) => ({ tools: [{ type: 'function', function: { name } }] });

const cassettes = recorded.map(([, each]) => each);

const ORDERS: [string, Cassette[]][] = [
  ['in order', cassettes],
  ['in reverse', cassettes.toReversed()],
  ['shuffled', shuffle(cassettes)],
];

describe.each(ORDERS)('with all cassettes loaded %s', (_name, all) => {
  test('each recorded request gets its own answer, or that of an equal request', () => {
    const index = createRecordingIndex(all, {});
    const wrong = index.recordings.flatMap((recording) => {
      const found = index.find(sentBy(recording));
      if ('miss' in found) return [`${place(recording)}: a miss`];
      index.release(found.recording);
      const own = JSON.stringify(sentBy(found.recording));
      if (own === JSON.stringify(sentBy(recording))) return [];
      return [`${place(recording)} gets ${place(found.recording)}`];
    });
    expect(wrong).toEqual([]);
  });

  test('conversations at the same time each continue with their own answers', () => {
    const replay = createReplay(all);
    const longest = Math.max(...all.map(({ interactions }) => interactions.length));
    const wrong: string[] = [];
    for (let turn = 0; turn < longest; turn++) {
      // Every other turn begins with the conversation that began last.
      const inTurn = turn % 2 ? replay.recordings.toReversed() : replay.recordings;
      for (const recording of inTurn) {
        if (recording.number !== turn + 1) continue;
        const sent = sentBy(recording);
        const reply = replay.respond(sent);
        const found = 'recording' in reply ? reply.recording : undefined;
        if (found && JSON.stringify(sentBy(found)) === JSON.stringify(sent)) continue;
        wrong.push(`${place(recording)} gets ${found ? place(found) : 'a miss'}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('two recordings of one conversation, asked at the same time, continue with their own answers', () => {
  const twins = ['groq/multi_tool_streaming.2025-09', 'groq/multi_tool_streaming.2025-10'].map(
    (name) => recorded.find(([each]) => each === name)![1],
  );
  for (const order of [twins, twins.toReversed()]) {
    const replay = createReplay(order);
    for (const turn of [0, 1]) {
      // The one that was asked last goes on first.
      for (const each of turn ? order.toReversed() : order) {
        const { request, response } = each.interactions[turn]!;
        const sent = { method: 'POST', url: request.url, body: bodyText(request.body) };
        const reply = replay.respond(sent);
        const events = 'miss' in reply ? [] : reply.delivery.events;
        expect(events.map(({ raw }) => bodyText(raw)).join('')).toBe(response.body);
      }
    }
  }
});

/** Lists what tells two recordings apart, the first counts most: how the request of each differs. */
const DIFFERENCES: [string, first: Sent, second: Sent][] = [
  ['the ids of calls', { id: 'a' }, { id: 'b' }],
  ['the text of the assistant', { said: 'Three' }, { said: 'Four' }],
  ['the model', { more: { model: 'a' } }, { more: { model: 'b' } }],
  ['the names of tools', { more: tool('x') }, { more: tool('y') }],
  [
    'the URL',
    { url: 'https://a.test/v1/chat/completions' },
    { url: 'https://b.test/v1/chat/completions' },
  ],
  ['the rest of the body', { more: { seed: 1 } }, { more: { seed: 2 } }],
];

interface Sent {
  id?: string;
  said?: string;
  more?: object;
  url?: string | undefined;
}

describe('equal conversations are told apart by', () => {
  test.each(DIFFERENCES)('%s', (_name, first, second) => {
    for (const sent of [first, second]) {
      const replay = createReplay([recordOf(first, 'one'), recordOf(second, 'two')]);
      expect(textOf(replay, sent)).toBe(sent === first ? 'one' : 'two');
    }
  });

  test.each(pairs(DIFFERENCES))('%s before %s', (_name, _next, strong, weak) => {
    // The first is right in what counts more, the second in all that counts less.
    const wanted = { ...strong[2], ...weak[2], more: { ...strong[2].more, ...weak[2].more } };
    const right = { ...strong[2], ...weak[1], more: { ...strong[2].more, ...weak[1].more } };
    const wrong = { ...strong[1], ...weak[2], more: { ...strong[1].more, ...weak[2].more } };
    const replay = createReplay([recordOf(wrong, 'wrong'), recordOf(right, 'right')]);
    expect(textOf(replay, wanted)).toBe('right');
  });

  test.each([
    ['in it', 'A  B'],
    ['around it', ' A B '],
  ])('the text of the assistant, not by the white space %s', (_where, said) => {
    const replay = createReplay([
      recordOf({ said: 'AB' }, 'one'),
      recordOf({ said: 'A B' }, 'two'),
    ]);
    expect(textOf(replay, { said })).toBe('two');
  });

  test('the turn in which the assistant has said a text', () => {
    const talk = (one: string, other: string) => [
      user('Hi'),
      assistant(one),
      user('Go on'),
      assistant(other),
    ];
    const [first, second] = [talk('A B', 'C'), talk('A', 'B C')];
    const replay = replaying(
      cassette(interaction(first, streamOfText('one')), interaction(second, streamOfText('two'))),
    );
    expect(replay.text(second)).toBe('two');
  });

  test('the path, where the app calls a host of its own', () => {
    const [first, second] = ['v1', 'v2'].map((base) => `https://a.test/${base}/chat/completions`);
    const replay = createReplay([
      recordOf({ url: first }, 'one'),
      recordOf({ url: second }, 'two'),
    ]);
    expect(textOf(replay, { url: second!.replace('a.test', 'localhost') })).toBe('two');
  });

  test('file order, where nothing else does', () => {
    const replay = createReplay([recordOf({}, 'one'), recordOf({}, 'two')]);
    expect(['one', 'two', 'miss'].map(() => textOf(replay, { more: { other: 1 } }))).toEqual([
      'one',
      'two',
      'miss',
    ]);
  });
});

test('arguments that are encoded twice are compared as what they hold', () => {
  const twice = JSON.stringify('{ "a": 2, "b": 3 }');
  const messages = (args: string) => [user('Add'), calling('a', args), result('a')];
  const plain = cassette(interaction(messages('{"b":3,"a":2}'), streamOfText('five')));
  expect(replaying(plain).text(messages(twice))).toBe('five');
  const other = cassette(interaction(messages(twice), streamOfText('five')));
  expect(replaying(other).text(messages('{"a":2,"b":3}'))).toBe('five');
  expect(replaying(other).text(messages('{"a":2,"b":4}'))).toBe('miss');
});

/** The request of a recording, as an app sends it. */
function sentBy({ interaction: { request } }: Recording): IncomingRequest {
  const { url, method, body } = request;
  return { method: method.toUpperCase(), url, body: bodyText(body) };
}

function messagesOf({ id = 'id', said = 'Three' }: Sent): object[] {
  return [user('Add'), calling(id), result(id), assistant(said), user('More')];
}

function recordOf(sent: Sent, answer: string): Cassette {
  const made = interaction(messagesOf(sent), streamOfText(answer), sent.more);
  return cassette({ ...made, request: { ...made.request, url: sent.url ?? made.request.url } });
}

function textOf(replay: ReturnType<typeof createReplay>, sent: Sent): string {
  const { request } = recordOf(sent, '').interactions[0]!;
  const reply = replay.respond({ method: 'POST', url: request.url, body: bodyText(request.body) });
  if ('miss' in reply) return 'miss';
  const body = reply.delivery.events.map(({ raw }) => bodyText(raw)).join('');
  return /"content":"(.*?)"/.exec(body)![1]!;
}

/** Pairs each with the next one, which counts less. */
function pairs(
  all: typeof DIFFERENCES,
): [string, string, strong: (typeof all)[0], weak: (typeof all)[0]][] {
  return all.slice(1).map((weak, at) => {
    const strong = all[at]!;
    return [strong[0], weak[0], strong, weak];
  });
}

function place({
  cassette: { file = '' },
  number,
}: {
  cassette: Cassette;
  number: number;
}): string {
  return `${file}, interaction ${number}`;
}

/** Shuffles by a fixed seed. */
function shuffle<T>(items: readonly T[]): T[] {
  const left = [...items];
  let seed = 7;
  return items.map(() => {
    seed = (seed * 16_807) % 2_147_483_647;
    return left.splice(seed % left.length, 1)[0]!;
  });
}

test('two callers that ask the same are told apart by their system text, however often they ask', () => {
  const caller = (system: string, text: string) =>
    interaction([{ role: 'system', content: system }, user('Hi')], streamOfText(text));
  const replay = replaying(cassette(caller('Chat.', 'Hello'), caller('Make a title.', 'A title')), {
    repeat: true,
  });
  const asked = ['Make a title.', 'Chat.', 'Make a title.'].map((system) =>
    replay.text([{ role: 'system', content: system }, user('Hi')]),
  );
  expect(asked).toEqual(['A title', 'Hello', 'A title']);
});
