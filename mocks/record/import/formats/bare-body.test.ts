import { expect, test } from 'vitest';
import { recorded } from '../../../test/samples.ts';
import { framesOf } from '../../../test/amazon.ts';
import {
  importError,
  importing,
  REQUEST,
  responseOf,
  STREAM,
  URL_OF_CHAT,
} from '../../../test/importing.ts';
import { bodyBytes } from '../../../wire/body.ts';

const GIVEN = { url: URL_OF_CHAT, request: REQUEST };

test('reads server-sent events, and says what is assumed', async () => {
  const { format, cassette, notes } = await importing(STREAM, GIVEN);
  expect(format).toBe('body');
  expect(cassette.interactions).toEqual([
    {
      id: 0,
      request: { method: 'POST', url: URL_OF_CHAT, headers: {}, body: REQUEST },
      response: { code: 200, headers: {}, body: STREAM },
    },
  ]);
  expect(notes).toEqual([
    'The method was not recorded: POST is assumed.',
    'The status was not recorded: 200 is assumed.',
    'Not recorded: request headers.',
    'Not recorded: response headers.',
    'Not recorded: event times.',
    'Not recorded: network chunks.',
  ]);
});

const bodies = recorded.flatMap(([name, { interactions }]) =>
  interactions.flatMap(({ request, response }, at) =>
    response.code < 400 && response.body !== ''
      ? [[`${name}, ${at}`, request, response] as const]
      : [],
  ),
);

test.each(bodies)('reads the body of %s', async (_, request, response) => {
  const given = { url: request.url, request: request.body as string, format: 'body' } as const;
  expect((await responseOf(bodyBytes(response.body), given)).body).toEqual(response.body);
});

test('reads lines of JSON', async () => {
  const line = (content: string, done: boolean) =>
    `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done })}\n`;
  const body = `${line('21 °C 😀', false)}${line('', true)}\n`;
  const url = 'http://localhost:11434/api/chat';
  expect((await responseOf(body, { url, request: REQUEST })).body).toBe(body);
});

test('reads binary frames', async () => {
  const frames = framesOf({ event: 'messageStart', data: '{"role":"assistant"}' });
  const response = await responseOf(frames, { url: 'https://a.test/converse', method: 'PUT' });
  expect(bodyBytes(response.body)).toEqual(frames);
});

test('reads the JSON of a completion that was not streamed', async () => {
  const body = '{\n "choices": [{"message": {"role": "assistant", "content": "21 °C"}}]\n}\n';
  expect((await responseOf(body, GIVEN)).body).toBe(body);
});

test('keeps an event that is cut off', async () => {
  const cut = STREAM.slice(0, 60);
  expect((await responseOf(cut, GIVEN)).body).toBe(cut);
});

test.each([
  [
    'the URL',
    STREAM,
    {},
    'Give the URL with url (--url), and the JSON of the request with request (--request)',
  ],
  ['a completion', '{"a":1}\n', { url: 'https://a.test/x' }, 'it holds no completion'],
])('says where %s is missing', async (_, body, options, hint) => {
  const error = await importError(body, options);
  expect(error.code).toBe('bad-import');
  expect(error.message).toContain(hint);
});
