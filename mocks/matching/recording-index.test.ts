import { expect, test } from 'vitest';
import { cassette, interaction, user } from '../test/samples.ts';
import { type IndexOptions, createRecordingIndex } from './recording-index.ts';

const APP = 'https://chat.example.com';
const recorded = (url: string, body: unknown) => {
  const { request, ...rest } = interaction([], '');
  return { ...rest, request: { ...request, url, body: JSON.stringify(body) } };
};
const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
const ollama = { model: 'a', messages: [user('Hi')] };

/** Gives the index of the recording that answers, 'miss', or 'no route'. */
const answered = (
  tape: ReturnType<typeof recorded>[],
  url: string,
  body: unknown,
  options: IndexOptions = {},
) => {
  const answers = createRecordingIndex([cassette(...tape)], options);
  const found = answers.find({ method: 'POST', url, body: JSON.stringify(body) });
  if ('recording' in found) return found.recording.number - 1;
  return found.miss.nearest ? 'miss' : 'no route';
};

test('one path speaks several protocols, in any order', () => {
  const url = `${APP}/api/chat`;
  const own = { question: 'Hi' };
  const bodies = [ui, ollama, own];
  for (const order of [bodies, bodies.toReversed()]) {
    const tape = order.map((body) => recorded(url, body));
    expect(order.map((body) => answered(tape, url, body))).toEqual([0, 1, 2]);
  }
});

test('a path that ends like another one has its own recordings, and those of the other', () => {
  const tape = ['/chat', '/v1/chat'].map((path) => recorded(APP + path, { path }));
  expect(answered(tape, `${APP}/v1/chat`, { path: '/v1/chat' })).toBe(1);
  expect(answered(tape, `${APP}/v1/chat`, { path: '/chat' })).toBe(0);
  expect(answered(tape, `${APP}/chat`, { path: '/v1/chat' })).toBe('miss');
  expect(answered(tape, `${APP}/v1/chat`, {}, { match: 'order' })).toBe(1);
});

test.each([
  ['/api/chat?session=1', '/api/chat?session=1'],
  ['/api/chat', '/api/chat/'],
  ['/api/chat/', '/api/chat'],
  ['/', '/'],
  ['/käse', '/k%C3%A4se'],
  [APP, '/'],
  ['https://CHAT.example.com/ask#now', '/ask'],
])('the endpoint %s is that of a request to %s', (endpoint, path) => {
  const tape = [recorded(`${APP}/v1/chat/completions`, ollama)];
  expect(answered(tape, APP + path, ollama, { endpoint })).toBe(0);
  expect(answered(tape, `${APP}/other`, ollama, { endpoint })).toBe('no route');
});

test.each<IndexOptions['match']>(['conversation', () => true])(
  'with repeat, what has been played stays played: match %s',
  (match) => {
    const url = `${APP}/v1/chat/completions`;
    const tape = cassette(...['a', 'b'].map((model) => recorded(url, { ...ollama, model })));
    const answers = createRecordingIndex([tape], { match, repeat: true });
    const request = { method: 'POST', url, body: JSON.stringify(ollama) };
    for (let asked = 0; asked < 3; asked++) answers.find(request);
    expect(answers.recordings.map(({ played }) => played)).toEqual([true, true]);
  },
);

const COMPLETIONS = `${APP}/v1/chat/completions`;

test('recordings of several paths answer at one endpoint', () => {
  const tape = ['/chat/completions', '/v1/messages'].map((path) => recorded(APP + path, { path }));
  const options = { endpoint: '/ask' };
  expect(answered(tape, `${APP}/ask`, { path: '/v1/messages' }, options)).toBe(1);
});

test('an endpoint is no pattern', () => {
  const tape = [recorded(COMPLETIONS, ollama)];
  expect(answered(tape, `${APP}/aask`, ollama, { endpoint: '/a.?sk' })).toBe('no route');
  expect(answered(tape, `${APP}/axb`, ollama, { endpoint: '/a.b' })).toBe('no route');
  const host = APP.replace('chat.', 'chatx');
  expect(answered(tape, `${host}/ask`, ollama, { endpoint: `${APP}/ask` })).toBe('no route');
});

test('a slash at the end of the path is none', () => {
  expect(answered([recorded(COMPLETIONS, ollama)], `${COMPLETIONS}/`, ollama)).toBe(0);
});

test('another method is another place', () => {
  const answers = createRecordingIndex([cassette(recorded(COMPLETIONS, ollama))], {});
  const body = JSON.stringify(ollama);
  expect(answers.find({ method: 'PUT', url: COMPLETIONS, body })).toMatchObject({
    miss: { message: expect.stringContaining('no recorded interaction goes there') },
  });
});

test('the option protocol says how requests are read', () => {
  const tape = [recorded(`${APP}/ask`, { ...ollama, model: 'b' })];
  expect(answered(tape, `${APP}/ask`, ollama)).toBe('miss');
  expect(answered(tape, `${APP}/ask`, ollama, { protocol: 'openai-chat' })).toBe(0);
});

test('what no protocol reads is equal where its JSON is, by turn as well', () => {
  const tape = [recorded(`${APP}/ask`, { q: 1 }), recorded(`${APP}/ask`, { q: 2 })];
  for (const match of ['conversation', 'turn'] as const) {
    expect(answered(tape, `${APP}/ask`, { q: 2 }, { match })).toBe(1);
    expect(answered(tape, `${APP}/ask`, { q: 3 }, { match })).toBe('miss');
  }
});

test('a miss reads the request the way that gives a conversation', () => {
  const url = `${APP}/api/chat`;
  const tape = [recorded(url, { q: 1 }), recorded(url, ui)];
  const answers = createRecordingIndex([cassette(...tape)], {});
  const parts = [{ type: 'text', text: 'Other' }];
  const body = JSON.stringify({ messages: [{ role: 'user', parts }] });
  const found = answers.find({ method: 'POST', url, body });
  expect(found && 'miss' in found && found.miss.received).toEqual(['1 user "Other"']);
});

test('by turn, a stream is asked for where one was recorded', () => {
  const tape = [recorded(COMPLETIONS, { ...ollama, stream: true })];
  expect(answered(tape, COMPLETIONS, ollama, { match: 'turn' })).toBe('miss');
});

/** Asks again and again: the places of the recordings that answer. */
const inTurn = (tape: ReturnType<typeof recorded>[], bodies: object[], options?: IndexOptions) => {
  const answers = createRecordingIndex([cassette(...tape)], options ?? {});
  return bodies.map((body) => {
    const found = answers.find({ method: 'POST', url: `${APP}/ask`, body: JSON.stringify(body) });
    return 'recording' in found ? found.recording.number - 1 : 'miss';
  });
};

test('in order means in file order, over all paths of an endpoint', () => {
  const tape = ['/a', '/b', '/a'].map((path) => recorded(APP + path, {}));
  const options = { match: 'order', endpoint: '/ask' } as const;
  expect(inTurn(tape, [{}, {}, {}], options)).toEqual([0, 1, 2]);
});

test('recordings of other models answer in file order', () => {
  const tape = ['a', 'b', 'a'].map((model) => recorded(`${APP}/ask`, { ...ollama, model }));
  const other = { ...ollama, model: 'c' };
  const options = { protocol: 'openai-chat' } as const;
  expect(inTurn(tape, [other, other, other], options)).toEqual([0, 1, 2]);
});

test('one call that is only referred to makes a request vague', () => {
  const call = { type: 'function_call', call_id: 'a', name: 'add', arguments: '{}' };
  const output = (id: string) => ({ type: 'function_call_output', call_id: id, output: id });
  const reference = { type: 'item_reference', id: 'fc_2' };
  const asked = (second: object) => ({ input: [call, output('a'), second, output('b')] });
  const tape = [recorded(`${APP}/ask`, asked({ ...call, call_id: 'b', name: 'mul' }))];
  const options = { protocol: 'openai-responses' } as const;
  expect(inTurn(tape, [asked(reference)], options)).toEqual([0]);
});

test('a recording is given back where it is, also when others have been played since', () => {
  const urls = [COMPLETIONS, `${APP}/v1/messages`];
  const tape = urls.flatMap((url) => [recorded(url, ollama), recorded(url, ollama)]);
  const answers = createRecordingIndex([cassette(...tape)], {});
  for (const url of urls) {
    const find = () => {
      const found = answers.find({ method: 'POST', url, body: JSON.stringify(ollama) });
      if (!found || 'miss' in found) throw new Error('a miss');
      return found.recording;
    };
    const first = find();
    find();
    answers.release(first);
    expect(find()).toBe(first);
  }
});
