import { expect, test } from 'vitest';
import { cassette, interaction, user } from '../test/samples.ts';
import { type AnswerOptions, createAnswers } from './answers.ts';

const APP = 'https://chat.example.com';
const recorded = (url: string, body: unknown) => {
  const { request, ...rest } = interaction([], '');
  return { ...rest, request: { ...request, url, body: JSON.stringify(body) } };
};
const ui = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] };
const ollama = { model: 'a', messages: [user('Hi')] };

/** The place of the recording that answers, 'miss', or undefined where nothing listens. */
const answered = (
  tape: ReturnType<typeof recorded>[],
  url: string,
  body: unknown,
  options: AnswerOptions = {},
) => {
  const answers = createAnswers([cassette(...tape)], options);
  const found = answers.find({ method: 'POST', url, body: JSON.stringify(body) });
  return found && ('recording' in found ? found.recording.position : 'miss');
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
  expect(answered(tape, `${APP}/other`, ollama, { endpoint })).toBe(undefined);
});

test.each<AnswerOptions['match']>(['conversation', () => true])(
  'with repeat, what has been played stays played: match %s',
  (match) => {
    const url = `${APP}/v1/chat/completions`;
    const tape = cassette(...['a', 'b'].map((model) => recorded(url, { ...ollama, model })));
    const answers = createAnswers([tape], { match, repeat: true });
    const request = { method: 'POST', url, body: JSON.stringify(ollama) };
    for (let asked = 0; asked < 3; asked++) answers.find(request);
    expect(answers.recordings.map(({ played }) => played)).toEqual([true, true]);
  },
);
