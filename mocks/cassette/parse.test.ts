import { expect, test } from 'vitest';
import { failure, responseOf, withResponse } from '../test/yaml.ts';
import { parseCassette } from './parse.ts';

test('accepts version 2, absent or written, and rejects others', () => {
  expect(parseCassette('interactions: []')).toEqual({ version: 2, interactions: [] });
  expect(parseCassette('version: 2\ninteractions: []').version).toBe(2);
  expect(failure('version: 1\ninteractions: []')).toMatchObject({
    code: 'bad-version',
    line: 1,
    column: 10,
  });
  expect(failure('version: 3\ninteractions: []').code).toBe('bad-version');
});

test('keeps the order of the file, whatever the ids', () => {
  const entry = (id: number) =>
    `- id: ${id}\n  request: {url: "https://a.example/${id}", method: GET}\n  response: {code: 200}\n`;
  const { interactions } = parseCassette(`interactions:\n${entry(7)}${entry(3)}${entry(7)}`);
  expect(interactions.map(({ id }) => id)).toEqual([7, 3, 7]);
  expect(interactions.map(({ request }) => new URL(request.url).pathname)).toEqual([
    '/7',
    '/3',
    '/7',
  ]);
});

test('numbers interactions without an id by position', () => {
  const entry = '- request: {url: "https://a.example/", method: GET}\n  response: {code: 200}\n';
  expect(parseCassette(`interactions:\n${entry}${entry}`).interactions.map(({ id }) => id)).toEqual(
    [0, 1],
  );
});

test('ignores unknown keys at every level', () => {
  const yaml =
    withResponse('code: 200', 'colour: blue', 'nested: {a: [1]}') + 'recorder: {name: other}\n';
  expect(responseOf(yaml)).toEqual({ code: 200, body: '', headers: {} });
});

test('rejects duplicate keys', () => {
  const error = failure(withResponse('code: 200', 'code: 201'));
  expect(error).toMatchObject({ code: 'duplicate-key', file: 'a.yaml', line: 8, column: 5 });
  expect(failure('version: 2\ninteractions: []\nversion: 2').code).toBe('duplicate-key');
});

test.each([
  ['interactions: 5', '"interactions" of the cassette must be a list, got 5'],
  ['interactions: {}', 'must be a list, got a map'],
  ['interactions: [3]', 'interaction 1 must be a map, got 3'],
  [
    'interactions: [{request: [], response: {}}]',
    'the request of interaction 1 must be a map, got a list',
  ],
  [withResponse('code: "200"'), 'must be an integer, got "200"'],
  [withResponse('code: 200.5'), 'must be an integer, got 200.5'],
  [withResponse('code: 200', 'body: 5'), 'must be a string, got 5'],
  [withResponse('code: 200', 'body: [a]'), 'must be a string, got a list'],
  [withResponse('code: 200', 'headers: [a]'), 'must be a map, got a list'],
  [
    withResponse('code: 200', 'headers: {Content-Type: text/plain}'),
    'must be a list, got "text/plain"',
  ],
  [withResponse('code: 200', 'headers: {X-Count: [1]}'), 'must be a string, got 1'],
  [withResponse('code: 200', 'uncompressed: "yes"'), 'must be true or false, got "yes"'],
  [withResponse('code: 200', 'transfer_encoding: chunked'), 'must be a list, got "chunked"'],
  ['- 1', 'the cassette must be a map, got a list'],
  ['hello', 'the cassette must be a map, got "hello"'],
  ['5: 6', 'key must be a string'],
])('rejects a wrong type: %j', (yaml, reason) => {
  const error = failure(yaml);
  expect(error.code).toBe('wrong-type');
  expect(error.message).toContain(reason);
});

test.each(['113.6ms', '1m18.0s', '980µs', '1h2m3.5s', '-1.5h', '0', '.5s', '10ns'])(
  'accepts the duration %s',
  (duration) => {
    expect(responseOf(withResponse('code: 200', `duration: "${duration}"`)).duration).toBe(
      duration,
    );
  },
);

test.each(['113', '1.5', 'ms', '5 s', '1d', '1m 2s', '', '276.'])(
  'rejects the duration %j',
  (duration) => {
    const error = failure(withResponse('code: 200', `duration: "${duration}"`));
    expect(error).toMatchObject({ code: 'bad-duration', line: 8, column: 15 });
  },
);

test('rejects a duration that is a number', () => {
  expect(failure(withResponse('code: 200', 'duration: 12')).code).toBe('wrong-type');
});

test('keeps empty fields of older recorders', () => {
  const yaml = withResponse(
    'code: 200',
    'transfer_encoding: []',
    'trailer: {}',
    'uncompressed: false',
    'headers:',
    'body:',
  );
  const full = yaml.replace(
    '    method: POST',
    '    method: POST\n    host: ""\n    remote_addr: ""\n    request_uri: ""\n    form: {}',
  );
  const { request, response } = parseCassette(full).interactions[0]!;
  expect(request).toMatchObject({ host: '', remote_addr: '', request_uri: '', form: {} });
  expect(response).toEqual({
    code: 200,
    transfer_encoding: [],
    trailer: {},
    uncompressed: false,
    headers: {},
    body: '',
  });
});

test.each([
  [
    'a literal block that keeps its end',
    ['body: |+', '  data: a', '', '  data: b', '', ''],
    'data: a\n\ndata: b\n\n\n',
  ],
  ['a literal block', ['body: |', '  data: a', '', ''], 'data: a\n'],
  ['a literal block that drops its end', ['body: |-', '  data: a', '', ''], 'data: a'],
  ['single quotes', ["body: 'it''s {}'"], "it's {}"],
  ['double quotes', [String.raw`body: "data: a\r\n\r\n\u00b0\ud83d\ude00"`], 'data: a\r\n\r\n°😀'],
  ['binary that is not text', ['body: !!binary /wD+'], { base64: '/wD+' }],
  ['binary over several lines', ['body: !!binary |', '  /wD+', '  /wD+'], { base64: '/wD+/wD+' }],
])('keeps a body exactly in %s', (_name, lines, body) => {
  expect(responseOf(withResponse('code: 200', ...lines)).body).toEqual(body);
});

test('does not check content_length', () => {
  expect(
    responseOf(withResponse('code: 200', 'content_length: 99999', 'body: short')).content_length,
  ).toBe(99999);
});

test('accepts responses with the content type alone, or without headers', () => {
  expect(
    responseOf(withResponse('code: 200', 'headers: {Content-Type: [text/plain]}')).headers,
  ).toEqual({ 'Content-Type': ['text/plain'] });
  expect(responseOf(withResponse('code: 200')).headers).toEqual({});
});

test('resolves anchors, and rejects one that contains itself', () => {
  const yaml =
    withResponse('code: 200', 'body: &same hello') +
    '- request: {url: "https://a.example/", method: GET}\n  response: {code: 200, body: *same}\n';
  expect(parseCassette(yaml).interactions[1]!.response.body).toBe('hello');
  expect(failure('a: &a [*a]\ninteractions: *a').code).toBe('wrong-type');
});

test('reports file, line and column, shows the place with a caret, and gives a hint', () => {
  const error = failure(withResponse('code: 200', 'duration: soon'));
  expect(error).toMatchObject({ name: 'PlayheadError', file: 'a.yaml', line: 8, column: 15 });
  expect(error.message).toBe(
    [
      'Cannot read cassette a.yaml:8:15: invalid duration "soon". Write a Go duration, such as 113.6ms or 1m18.0s.',
      '  8 |     duration: soon',
      '    |               ^',
    ].join('\n'),
  );
});
