import { describe, expect, test } from 'vitest';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import {
  type IndexOptions,
  createRecordingIndex,
  type MatchedRecording,
} from './recording-index.ts';

const APP = 'https://chat.example.com';
const ASK = `${APP}/ask`;
const COMPLETIONS = `${APP}/v1/chat/completions`;
const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
const ollama = { model: 'a', messages: [user('Hi')] };

const recorded = (url: string, body: unknown): Interaction => {
  const { request, ...rest } = interaction([], '');
  return { ...rest, request: { ...request, url, body: JSON.stringify(body) } };
};
const post = (url: string, body: unknown) => ({
  method: 'POST',
  url,
  body: JSON.stringify(body),
});

/** Finds the place of the recording that matches each request, `'miss'`, or `'no route'`. */
function findAll(
  interactions: Interaction[],
  url: string,
  bodies: unknown[],
  options: IndexOptions = {},
) {
  const index = createRecordingIndex([cassette(...interactions)], options);
  return bodies.map((body) => {
    const found = index.find(post(url, body));
    if ('recording' in found) return found.recording.number;
    return found.miss.nearest ? 'miss' : 'no route';
  });
}
const find = (list: Interaction[], url: string, body: unknown, options?: IndexOptions) =>
  findAll(list, url, [body], options)[0];

describe('createRecordingIndex', () => {
  test.each([
    ['the text of a cassette', 'version: 2', 'it is text. Read it with parseCassette'],
    ['nothing', undefined, 'not a cassette'],
    ['an empty place in the list', null, 'not a cassette'],
    ['an object without interactions', {}, 'not a cassette'],
  ])('rejects %s', (_name, given, words) => {
    const error = errorOf(() => createRecordingIndex([given as unknown as Cassette], {}));
    expect(error.code).toBe('bad-cassette');
    expect(error.message).toContain(words);
  });

  test('rejects a cassette built in code whose request no app can send', () => {
    const error = errorOf(() => createRecordingIndex([cassette(recorded('file:///a', {}))], {}));
    expect(error).toMatchObject({ code: 'bad-value', file: 'sample.yaml' });
    expect(error.message).toMatch(/interaction 1: invalid URL "file:\/\/\/a"/);
  });

  test('rejects a cassette built in code whose body does not fit its content type', () => {
    const unfit = cassette(
      interaction([user('Hi')], streamOfText('Hello')),
      interaction([user('Hi')], '<html>'),
    );
    const error = errorOf(() => createRecordingIndex([unfit], {}));
    expect(error).toMatchObject({ code: 'bad-body', file: 'sample.yaml' });
    expect(error.message).toMatch(/interaction 2.*text\/event-stream/);
  });
});

describe('RecordingIndex.find', () => {
  test('reads one path in several protocols, in any order', () => {
    const url = `${APP}/api/chat`;
    const bodies = [ui, ollama, { question: 'Hi' }];
    for (const order of [bodies, bodies.toReversed()]) {
      const list = order.map((body) => recorded(url, body));
      expect(order.map((body) => find(list, url, body))).toEqual([1, 2, 3]);
    }
  });

  test('prefers the longer of two paths with the same end, and falls back to the other', () => {
    const list = ['/chat', '/v1/chat'].map((path) => recorded(APP + path, { path }));
    expect(find(list, `${APP}/v1/chat`, { path: '/v1/chat' })).toBe(2);
    expect(find(list, `${APP}/v1/chat`, { path: '/chat' })).toBe(1);
    expect(find(list, `${APP}/chat`, { path: '/v1/chat' })).toBe('miss');
    expect(find(list, `${APP}/v1/chat`, {}, { match: 'order' })).toBe(2);
  });

  test('finds the recordings of several paths at one endpoint', () => {
    const paths = ['/chat/completions', '/v1/messages'];
    const list = paths.map((path) => recorded(APP + path, { path }));
    expect(find(list, ASK, { path: '/v1/messages' }, { endpoint: '/ask' })).toBe(2);
  });

  test('keeps file order over all paths of an endpoint', () => {
    const list = ['/a', '/b', '/a'].map((path) => recorded(APP + path, {}));
    const options = { match: 'order', endpoint: '/ask' } as const;
    expect(findAll(list, ASK, [{}, {}, {}], options)).toEqual([1, 2, 3]);
  });

  test('keeps file order for a model that was not recorded', () => {
    const list = ['a', 'b', 'a'].map((model) => recorded(ASK, { ...ollama, model }));
    const other = { ...ollama, model: 'c' };
    const options = { protocol: 'openai-chat' } as const;
    expect(findAll(list, ASK, [other, other, other], options)).toEqual([1, 2, 3]);
  });

  test('finds nothing for another method', () => {
    const index = createRecordingIndex([cassette(recorded(COMPLETIONS, ollama))], {});
    const found = index.find({ ...post(COMPLETIONS, ollama), method: 'PUT' });
    expect(found).toMatchObject({ miss: { received: [] } });
  });

  test('reads requests by the option protocol', () => {
    const list = [recorded(ASK, { ...ollama, model: 'b' })];
    expect(find(list, ASK, ollama)).toBe('miss');
    expect(find(list, ASK, ollama, { protocol: 'openai-chat' })).toBe(1);
  });

  test('plays equal requests that no protocol reads in file order', () => {
    const list = [recorded(ASK, { q: 1 }), recorded(ASK, { q: 1 })];
    expect(findAll(list, ASK, [{ q: 1 }, { q: 1 }, { q: 1 }])).toEqual([1, 2, 'miss']);
  });

  test.each(['conversation', 'turn'] as const)(
    'compares the JSON of a body that no protocol reads, by match %s',
    (match) => {
      const list = [recorded(ASK, { q: 1 }), recorded(ASK, { q: 2 })];
      expect(find(list, ASK, { q: 2 }, { match })).toBe(2);
      expect(find(list, ASK, { q: 3 }, { match })).toBe('miss');
    },
  );

  test('explains a miss in the protocol that reads a conversation', () => {
    const url = `${APP}/api/chat`;
    const list = [recorded(url, { q: 1 }), recorded(url, ui)];
    const parts = [{ type: 'text', text: 'Other' }];
    const index = createRecordingIndex([cassette(...list)], {});
    expect(index.find(post(url, { messages: [{ role: 'user', parts }] }))).toMatchObject({
      miss: { received: ['1 user "Other"'] },
    });
  });

  test.each([
    ['the one that a protocol reads', [{ q: 1 }, ui], 2],
    ['the more specific one where a protocol reads none', [{ q: 1 }, { q: 2 }], 1],
    ['the more specific one where a protocol reads both', [ui, ui], 1],
  ])('explains a miss of two paths with the same end by %s', (_name, bodies, nearest) => {
    const [long, short] = [`${APP}/v1/api/ask`, `${APP}/api/ask`];
    const list = [long, short].map((url, at) => recorded(url, bodies[at]));
    const parts = [{ type: 'text', text: 'Other' }];
    const index = createRecordingIndex([cassette(...list)], {});
    const found = index.find(post(long, { messages: [{ role: 'user', parts }] }));
    expect(found).toMatchObject({ miss: { nearest: { interaction: nearest } } });
  });

  test.each(['conversation', 'turn'] as const)(
    'compares stream where both sides say it, by %s',
    (match) => {
      const bodies = [true, false, undefined].map((stream) => ({ ...ollama, stream }));
      const found = (places: number[], body: object) => {
        const list = places.map((place) => recorded(COMPLETIONS, bodies[place]));
        return find(list, COMPLETIONS, body, { match });
      };
      expect(found([0], { ...ollama, stream: false })).toBe('miss');
      expect(found([1], { ...ollama, stream: true })).toBe('miss');
      for (const body of bodies) expect(found([2], body)).toBe(1);
      for (const place of [0, 1]) expect(found([place], ollama)).toBe(1);
      // What says the same comes first.
      for (const [at, body] of bodies.entries()) expect(found([0, 1, 2], body)).toBe(at + 1);
    },
  );

  test('matches by results where only one of several calls has no name', () => {
    const call = { type: 'function_call', call_id: 'a', name: 'add', arguments: '{}' };
    const output = (id: string) => ({ type: 'function_call_output', call_id: id, output: id });
    const body = (second: object) => ({ input: [call, output('a'), second, output('b')] });
    const list = [recorded(ASK, body({ ...call, call_id: 'b', name: 'mul' }))];
    const received = body({ type: 'item_reference', id: 'fc_2' });
    expect(find(list, ASK, received, { protocol: 'openai-responses' })).toBe(1);
  });
});

describe('RecordingIndex.recordings', () => {
  test.each<IndexOptions['match']>(['conversation', () => true])(
    'stay played when they are repeated, by match %s',
    (match) => {
      const list = ['a', 'b'].map((model) => recorded(COMPLETIONS, { ...ollama, model }));
      const index = createRecordingIndex([cassette(...list)], { match, repeat: true });
      expect(index.recordings.map(({ played }) => played)).toEqual([false, false]);
      for (let times = 0; times < 3; times++) index.find(post(COMPLETIONS, ollama));
      expect(index.recordings.map(({ played }) => played)).toEqual([true, true]);
    },
  );
});

describe('RecordingIndex.release', () => {
  const urls = [COMPLETIONS, `${APP}/v1/messages`];

  /** Creates an index of two equal recordings for each URL. */
  function createFind() {
    const list = urls.flatMap((url) => [recorded(url, ollama), recorded(url, ollama)]);
    const index = createRecordingIndex([cassette(...list)], {});
    const findAt = (url: string) => {
      const found = index.find(post(url, ollama));
      if ('miss' in found) throw new Error('a miss');
      return found.recording;
    };
    return { index, findAt };
  }

  test.each(urls)('lets the recording be found before those after it: %s', (url) => {
    const { index, findAt } = createFind();
    const first = findAt(url);
    index.release(first);
    expect(first.played).toBe(false);
    expect([findAt(url), findAt(url).number]).toEqual([first, first.number + 1]);
  });

  test('lets it be found before one of another model', () => {
    const list = ['b', 'a', 'a'].map((model) => recorded(COMPLETIONS, { ...ollama, model }));
    const index = createRecordingIndex([cassette(...list)], {});
    const sent = post(COMPLETIONS, { ...ollama, seed: 1 });
    const ask = () => (index.find(sent) as MatchedRecording).recording;
    const [first, second] = [ask(), ask()];
    expect([first.number, second.number]).toEqual([2, 3]);
    index.release(first);
    expect(ask()).toBe(first);
  });

  test.each(urls)('lets it be found where later ones have been played since: %s', (url) => {
    const { index, findAt } = createFind();
    const first = findAt(url);
    findAt(url);
    index.release(first);
    expect(findAt(url)).toBe(first);
    expect(() => findAt(url), 'the later one has been played').toThrow('a miss');
  });
});
