import { describe, expect, test } from 'vitest';
import { importError, importing, REQUEST, STREAM } from '../../../test/importing.ts';

const HTTP_REQUEST = {
  method: 'POST',
  path: '/v1/chat/completions',
  headers: { Host: ['api.openai.com'], 'Content-Type': ['application/json'] },
  secure: true,
  body: REQUEST,
};
const HTTP_RESPONSE = {
  statusCode: 200,
  reasonPhrase: 'OK',
  headers: { 'Content-Type': ['text/event-stream'], 'Set-Cookie': ['a=1', 'b=2'] },
  body: STREAM,
};
const EXPECTATION = {
  id: 'c5a9',
  priority: 0,
  httpRequest: HTTP_REQUEST,
  times: { unlimited: true },
  timeToLive: { unlimited: true },
  httpResponse: HTTP_RESPONSE,
};
const first = async (expectation: object) => {
  const { cassette, notes } = await importing([expectation]);
  return { ...cassette.interactions[0]!, notes };
};

test('reads an expectation, byte for byte', async () => {
  const { format, cassette, notes } = await importing([EXPECTATION]);
  expect(format).toBe('mockserver');
  expect(cassette.interactions).toEqual([
    {
      id: 0,
      request: {
        method: 'POST',
        url: 'https://api.openai.com/v1/chat/completions',
        headers: HTTP_REQUEST.headers,
        body: REQUEST,
      },
      response: { code: 200, status: '200 OK', headers: HTTP_RESPONSE.headers, body: STREAM },
    },
  ]);
  expect(notes).toEqual(['Not recorded: event times.', 'Not recorded: network chunks.']);
});

test('reads a file of one expectation, with headers as a list', async () => {
  const headers = [
    { name: 'Content-Type', values: ['text/event-stream'] },
    { name: 'X-A', values: ['1', '2'] },
  ];
  const { cassette } = await importing({
    ...EXPECTATION,
    httpResponse: { ...HTTP_RESPONSE, headers },
  });
  expect(cassette.interactions[0]!.response.headers).toEqual({
    'Content-Type': ['text/event-stream'],
    'X-A': ['1', '2'],
  });
});

describe('a body', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.each<[string, unknown]>([
    ['as text', STREAM],
    ['of type STRING', { type: 'STRING', string: STREAM, contentType: 'text/event-stream' }],
    ['of type BINARY', { type: 'BINARY', base64Bytes: base64(STREAM) }],
    [
      'of text and its bytes',
      { type: 'STRING', string: '?', rawBytes: '', base64Bytes: base64(STREAM) },
    ],
  ])('%s is exact', async (_, body) => {
    const { response, notes } = await first({
      ...EXPECTATION,
      httpResponse: { ...HTTP_RESPONSE, body },
    });
    expect(response.body).toBe(STREAM);
    expect(notes.join()).not.toContain('re-serialized');
  });

  const json = JSON.parse(REQUEST) as object;
  test.each<[string, unknown, boolean]>([
    ['of type JSON, as text', { type: 'JSON', json: REQUEST }, false],
    ['of type JSON, parsed', { type: 'JSON', json }, true],
    ['as parsed JSON', json, true],
  ])('%s is JSON, and a note says where it was re-serialized', async (_, body, isMadeByUs) => {
    const { request, notes } = await first({
      ...EXPECTATION,
      httpRequest: { ...HTTP_REQUEST, body },
    });
    expect(request.body).toBe(REQUEST);
    expect(notes.some((note) => note.includes('their whitespace is not the original'))).toBe(
      isMadeByUs,
    );
  });

  test('that only describes what was sent is left out', async () => {
    const body = { type: 'JSON_PATH', jsonPath: '$.messages' };
    const { request, notes } = await first({
      ...EXPECTATION,
      httpRequest: { ...HTTP_REQUEST, body },
    });
    expect(request.body).toBe('');
    expect(notes).toContain(
      'Bodies of the type "JSON_PATH" only describe what was sent: they are left out.',
    );
  });
});

describe('httpSseResponse', () => {
  const sse = (events: object[], more: object = {}) => ({
    httpRequest: HTTP_REQUEST,
    httpSseResponse: { statusCode: 200, events, closeConnection: true, ...more },
  });
  const wait = (value: number, timeUnit = 'MILLISECONDS') => ({ delay: { timeUnit, value } });
  const chunk = JSON.stringify({ choices: [{ index: 0, delta: { content: '21 °C 😀' } }] });

  test('is written as MockServer sends it, with its delays as times', async () => {
    const events = [
      { event: 'message', data: chunk, id: '1', retry: 3000, ...wait(250) },
      { data: 'a\nb', ...wait(1, 'SECONDS') },
      { data: '[DONE]' },
    ];
    const { response, notes } = await first(sse(events, wait(40)));
    expect(response).toEqual({
      code: 200,
      headers: { 'Content-Type': ['text/event-stream'] },
      body: `id: 1\nevent: message\nretry: 3000\ndata: ${chunk}\n\ndata: a\ndata: b\n\ndata: [DONE]\n\n`,
      duration: '40ms',
      event_times: [250, 1250, 1250],
    });
    expect(notes).toEqual(['Not recorded: network chunks.']);
  });

  test('has no times without delays', async () => {
    const { response, notes } = await first(sse([{ data: chunk }]));
    expect(response).not.toHaveProperty('event_times');
    expect(notes).toContain('Not recorded: event times.');
  });

  test.each([
    ['is spread', { delay: { timeUnit: 'MILLISECONDS', distribution: { type: 'UNIFORM' } } }],
    ['has an unknown unit', wait(5, 'toString')],
    ['is below zero', wait(-5)],
    ['is a value and spread', { delay: { ...wait(5).delay, distribution: { type: 'UNIFORM' } } }],
  ])('leaves times out where one delay %s', async (_, delay) => {
    const { response, notes } = await first(sse([{ data: chunk, ...delay }]));
    expect(response).not.toHaveProperty('event_times');
    expect(notes).toContain('The delays of the events are left out: some are not a fixed time.');
  });

  test('leaves times out where an event has no data of its own', async () => {
    const events = [
      { id: '1', ...wait(5) },
      { data: chunk, ...wait(5) },
    ];
    expect((await first(sse(events))).response).not.toHaveProperty('event_times');
  });

  test.each([
    ['', 'data: \n\n'],
    ['a\n\n', 'data: a\n\n'],
    ['\n', '\n'],
    ['a\n\nb', 'data: a\ndata: \ndata: b\n\n'],
  ])('splits the data %j as Java does', async (data, written) => {
    const { response } = await first(sse([{ data: chunk }, { data }]));
    expect(response.body).toBe(`data: ${chunk}\n\n${written}`);
  });
});

test('says what is assumed of the request and the status', async () => {
  const { request, notes } = await first({
    httpRequest: { path: HTTP_REQUEST.path, queryStringParameters: { v: ['1', '2'] } },
    httpResponse: { body: HTTP_RESPONSE.body, headers: HTTP_RESPONSE.headers },
  });
  expect(request).toMatchObject({
    method: 'POST',
    url: 'http://localhost:1080/v1/chat/completions?v=1&v=2',
  });
  expect(notes.slice(0, 3)).toEqual([
    'The method was not recorded: POST is assumed.',
    'The host was not recorded: http://localhost:1080 is assumed.',
    'The status was not recorded: 200 is assumed.',
  ]);
});

test('says what holds for two expectations once', async () => {
  const { method, ...httpRequest } = HTTP_REQUEST;
  const { cassette, notes } = await importing([
    { ...EXPECTATION, httpRequest },
    { ...EXPECTATION, httpRequest },
  ]);
  expect(cassette.interactions.map(({ request }) => request.method)).toEqual([method, method]);
  expect(notes).toEqual([...new Set(notes)]);
});

test('takes the host of the URL that is given', async () => {
  const { cassette } = await importing([EXPECTATION], { url: 'https://llm.test/' });
  expect(cassette.interactions[0]!.request.url).toBe('https://llm.test/v1/chat/completions');
});

const hostile = { toString: 1, valueOf: 1 };
test.each<[string, unknown, string]>([
  ['a forward', { httpRequest: HTTP_REQUEST, httpForward: { host: 'a' } }, 'only httpForward'],
  ['an answer of a model', { httpRequest: HTTP_REQUEST, httpLlmResponse: {} }, 'httpLlmResponse'],
  ['a request alone', { httpRequest: HTTP_REQUEST }, 'only a request'],
  ['a pattern', { ...EXPECTATION, httpRequest: { path: '/v1/.*' } }, 'its path is a pattern'],
  [
    'templates',
    { httpRequest: HTTP_REQUEST, httpSseResponse: { templateType: 'VELOCITY' } },
    'templates',
  ],
  ['broken base64', { ...EXPECTATION, httpResponse: { body: { base64Bytes: '%' } } }, 'not base64'],
  ['null', null, 'holds no response'],
  [
    'hostile values',
    {
      httpRequest: { method: hostile, path: hostile, headers: hostile, body: hostile },
      httpResponse: { statusCode: hostile, reasonPhrase: hostile, headers: [hostile] },
    },
    'it',
  ],
])('skips %s with the reason, and keeps the rest', async (_, expectation, reason) => {
  const { cassette, skipped } = await importing([expectation, EXPECTATION]);
  expect(cassette.interactions).toHaveLength(1);
  expect(skipped).toHaveLength(1);
  expect(skipped[0]!.reason).toContain(reason);
});

test('tells where expectations are truncated', async () => {
  const text = JSON.stringify([EXPECTATION], null, 1).slice(0, 300);
  const error = await importError(text);
  expect(error).toMatchObject({ code: 'bad-import', line: text.split('\n').length });
});
