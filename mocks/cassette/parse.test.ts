import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyBytes, bodyOf } from '../body.ts';
import { PlayheadError } from '../error.ts';
import { recorded } from '../test/samples.ts';
import { formatCassette } from './format.ts';
import { parseCassette } from './parse.ts';

/** A cassette of one interaction; the lines given replace those of the response. */
const withResponse = (...lines: string[]): string =>
  [
    'version: 2',
    'interactions:',
    '- request:',
    '    url: https://api.example.com/v1/chat/completions',
    '    method: POST',
    '  response:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

const responseOf = (yaml: string) => parseCassette(yaml).interactions[0]!.response;
const failure = (yaml: string): PlayheadError => {
  try {
    parseCassette(yaml, { file: 'a.yaml' });
  } catch (error) {
    if (error instanceof PlayheadError) return error;
    throw error;
  }
  throw new Error('It was read without an error');
};

test('a missing version means 2, version 1 is refused', () => {
  expect(parseCassette('interactions: []')).toEqual({ version: 2, interactions: [] });
  expect(parseCassette('version: 2\ninteractions: []').version).toBe(2);
  expect(failure('version: 1\ninteractions: []')).toMatchObject({
    code: 'bad-version',
    line: 1,
    column: 10,
  });
  expect(failure('version: 3\ninteractions: []').code).toBe('bad-version');
});

test('interactions keep the order of the file; ids are not an order', () => {
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

test('an interaction without an id is numbered by its place', () => {
  const entry = '- request: {url: "https://a.example/", method: GET}\n  response: {code: 200}\n';
  expect(parseCassette(`interactions:\n${entry}${entry}`).interactions.map(({ id }) => id)).toEqual(
    [0, 1],
  );
});

test('unknown keys are ignored, at every level', () => {
  const yaml =
    withResponse('code: 200', 'colour: blue', 'nested: {a: [1]}') + 'recorder: {name: other}\n';
  expect(responseOf(yaml)).toEqual({ code: 200, body: '', headers: {} });
});

test('duplicate keys are an error', () => {
  const error = failure(withResponse('code: 200', 'code: 201'));
  expect(error).toMatchObject({ code: 'duplicate-key', file: 'a.yaml', line: 8, column: 5 });
  expect(failure('version: 2\ninteractions: []\nversion: 2').code).toBe('duplicate-key');
});

test.each([
  ['interactions: 5', 'the number 5, not a list'],
  ['interactions: {}', 'a map, not a list'],
  ['interactions: [3]', 'interaction 0 is the number 3, not a map'],
  [
    'interactions: [{request: [], response: {}}]',
    'the request of interaction 0 is a list, not a map',
  ],
  [withResponse('code: "200"'), 'is the text "200", not a whole number'],
  [withResponse('code: 200.5'), 'is the number 200.5, not a whole number'],
  [withResponse('code: 200', 'body: 5'), 'is the number 5, not a string'],
  [withResponse('code: 200', 'body: [a]'), 'is a list, not a string'],
  [withResponse('code: 200', 'headers: [a]'), 'is a list, not a map'],
  [
    withResponse('code: 200', 'headers: {Content-Type: text/plain}'),
    'is the text "text/plain", not a list',
  ],
  [withResponse('code: 200', 'headers: {X-Count: [1]}'), 'is the number 1, not a string'],
  [withResponse('code: 200', 'uncompressed: "yes"'), 'is the text "yes", not true or false'],
  [withResponse('code: 200', 'transfer_encoding: chunked'), 'is the text "chunked", not a list'],
  ['- 1', 'the cassette is a list, not a map'],
  ['hello', 'the cassette is the text "hello", not a map'],
  ['5: 6', 'this key is not a string'],
])('a wrong type is an error: %j', (yaml, reason) => {
  const error = failure(yaml);
  expect(error.code).toBe('wrong-type');
  expect(error.message).toContain(reason);
});

test.each(['113.6ms', '1m18.0s', '980µs', '1h2m3.5s', '-1.5h', '0', '.5s', '10ns'])(
  'reads the duration %s',
  (duration) => {
    expect(responseOf(withResponse('code: 200', `duration: "${duration}"`)).duration).toBe(
      duration,
    );
  },
);

test.each(['113', '1.5', 'ms', '5 s', '1d', '1m 2s', '', '276.'])(
  'refuses the duration %j',
  (duration) => {
    const error = failure(withResponse('code: 200', `duration: "${duration}"`));
    expect(error).toMatchObject({ code: 'bad-duration', line: 8, column: 15 });
  },
);

test('a duration that is a number is an error', () => {
  expect(failure(withResponse('code: 200', 'duration: 12')).code).toBe('wrong-type');
});

test('fields that older writers emit empty are read as they stand', () => {
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
])('a body survives exactly as %s', (_name, lines, body) => {
  expect(responseOf(withResponse('code: 200', ...lines)).body).toEqual(body);
});

test('content_length is never checked', () => {
  expect(
    responseOf(withResponse('code: 200', 'content_length: 99999', 'body: short')).content_length,
  ).toBe(99999);
});

test('response headers may be scrubbed to the content type alone, or be gone', () => {
  expect(
    responseOf(withResponse('code: 200', 'headers: {Content-Type: [text/plain]}')).headers,
  ).toEqual({ 'Content-Type': ['text/plain'] });
  expect(responseOf(withResponse('code: 200')).headers).toEqual({});
});

test('an anchor may be used again, and one that holds itself ends', () => {
  const yaml =
    withResponse('code: 200', 'body: &same hello') +
    '- request: {url: "https://a.example/", method: GET}\n  response: {code: 200, body: *same}\n';
  expect(parseCassette(yaml).interactions[1]!.response.body).toBe('hello');
  expect(failure('a: &a [*a]\ninteractions: *a').code).toBe('wrong-type');
});

test('the error names the file, line and column, shows the place with a caret, and says how to mend it', () => {
  const error = failure(withResponse('code: 200', 'duration: soon'));
  expect(error).toMatchObject({ name: 'PlayheadError', file: 'a.yaml', line: 8, column: 15 });
  expect(error.message).toBe(
    [
      'Cannot read cassette a.yaml:8:15: "soon" is not a Go duration. Write a number with its unit, such as 113.6ms or 1m18.0s.',
      '  8 |     duration: soon',
      '    |               ^',
    ].join('\n'),
  );
});

const long = 'x'.repeat(5_000_000);
test.each([
  ['an empty file', '', 'bad-yaml', 'the file is empty'],
  ['white space', ' \n\n', 'bad-yaml', 'the file is empty'],
  ['a comment alone', '# nothing', 'bad-yaml', 'the document holds nothing'],
  ['what is not YAML', 'a: [1,\nb: }', 'bad-yaml', 'not YAML'],
  ['tabs as indentation', 'interactions:\n\t- a', 'bad-yaml', 'tabs are not allowed'],
  ['two documents', 'interactions: []\n---\nother: 1', 'bad-yaml', 'a second document'],
  ['merge keys', 'interactions: [{<<: {id: 1}}]', 'bad-yaml', 'merge keys'],
  ['100,000 brackets', '['.repeat(100_000), 'bad-yaml', 'nested too deep'],
  ['no interactions', 'version: 2', 'missing-key', 'the cassette has no "interactions"'],
  [
    'no request',
    'interactions: [{response: {code: 200}}]',
    'missing-key',
    'interaction 0 has no "request"',
  ],
  ['no code', withResponse('body: a'), 'missing-key', 'no "code"'],
  ['a code that is none', withResponse('code: 20'), 'bad-value', '20 is not the status code'],
  [
    'a URL that is none',
    'interactions: [{request: {method: GET, url: /a}, response: {code: 200}}]',
    'bad-value',
    '"/a" is not a URL',
  ],
  [
    'half a surrogate pair',
    withResponse('code: 200', String.raw`body: "\ud800"`),
    'bad-value',
    'half a surrogate pair',
  ],
  [
    'HTML under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [text/event-stream]}',
      'body: <!doctype html>',
    ),
    'bad-body',
    'it begins with "<!doctype html>"',
  ],
  [
    'JSON under text/event-stream',
    withResponse(
      'code: 200',
      'headers: {content-type: [text/event-stream; charset=utf-8]}',
      'body: \'{"error":{}}\'',
    ),
    'bad-body',
    'not server-sent events',
  ],
  [
    'text under application/json',
    withResponse(
      'code: 200',
      'headers: {Content-Type: [application/json]}',
      'body: Internal error',
    ),
    'bad-body',
    'the body is not JSON: "Internal error"',
  ],
  [
    'a compressed body',
    withResponse('code: 200', 'headers: {Content-Encoding: [gzip]}', 'body: !!binary H4sIAAAA/w=='),
    'bad-body',
    'compressed (content-encoding: gzip)',
  ],
  [
    'a line of 5 MB that is cut short',
    withResponse('code: 200', `body: "${long}`),
    'bad-yaml',
    'not YAML',
  ],
  [
    'a line of 5 MB of the wrong kind',
    withResponse('code: 200', 'headers: {Content-Type: [text/event-stream]}', `body: "${long}"`),
    'bad-body',
    'it begins with "xxx',
  ],
])('bad input gets one clear error: %s', (_name, yaml, code, reason) => {
  const error = failure(yaml);
  expect(error.code).toBe(code);
  expect(error.message).toContain(reason);
  expect(error.message).toMatch(
    /^Cannot read cassette a\.yaml:\d+:\d+: [^]+\.\n {2}\d+ \| .*\n +\| +\^$/,
  );
  expect(error.message.length).toBeLessThan(600);
});

test('a body in a line of 5 MB is read', () => {
  expect(responseOf(withResponse('code: 200', `body: "${long}"`)).body).toHaveLength(5_000_000);
});

test.each([
  ['an empty stream', 'text/event-stream', '""'],
  ['a stream of comments', 'text/event-stream', '": keep-alive"'],
  ['a stream that begins with blank lines', 'text/event-stream', String.raw`"\r\n\r\ndata: a\n\n"`],
  [
    'a stream with a byte order mark',
    'text/event-stream',
    String.raw`"\ufeffevent: a\ndata: b\n\n"`,
  ],
  [
    'one JSON document a line',
    'application/json',
    String.raw`"{\"done\":false}\n{\"done\":true}\n"`,
  ],
])('%s is what its content type says', (_name, type, body) => {
  expect(() =>
    parseCassette(withResponse('code: 200', `headers: {Content-Type: [${type}]}`, `body: ${body}`)),
  ).not.toThrow();
});

test('an error page may carry any content type', () => {
  const lines = [
    'code: 502',
    'headers: {Content-Type: [text/event-stream]}',
    'body: <html>Bad gateway</html>',
  ];
  expect(responseOf(withResponse(...lines)).body).toBe('<html>Bad gateway</html>');
});

test('a file cut off at any place is read or refused with a clear error', () => {
  const whole = readFileSync('cassettes/groq/tool_streaming.yaml', 'utf8');
  for (let end = 0; end < whole.length; end += 53) {
    try {
      parseCassette(whole.slice(0, end));
    } catch (error) {
      expect(error, `cut at ${end}`).toBeInstanceOf(PlayheadError);
    }
  }
});

test.each(recorded)('%s: written out, it reads back to the same cassette', (_name, tape) => {
  expect(parseCassette(formatCassette(tape), { file: tape.file! })).toEqual(tape);
});

test('any body written out reads back exactly', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\t',
      ' ',
      ':',
      '"',
      "'",
      '#',
      '|',
      '-',
      '\\',
      '\u0085',
      '\u2028',
      '\uFEFF',
      '\0',
      '\u001b',
      'é',
      '😀',
      'data: ',
      'a',
    ),
  });
  const bytes = fc.uint8Array().map((value) => bodyOf(value));
  fc.assert(
    fc.property(fc.oneof(text, bytes), (body) => {
      const tape = {
        version: 2 as const,
        interactions: [
          {
            id: 0,
            request: { url: 'https://a.example/', method: 'POST', headers: {}, body },
            response: { code: 200, headers: { 'X-Note': [': yes # no'] }, body, duration: '1s' },
          },
        ],
      };
      const read = parseCassette(formatCassette(tape));
      expect(read).toEqual(tape);
      expect(bodyBytes(read.interactions[0]!.response.body)).toEqual(bodyBytes(body));
    }),
    { numRuns: 300 },
  );
});

test('writes what go-yaml reads: no line end in plain or block text that YAML 1.1 would see', () => {
  const body = 'data: a\u2028b\u0085c\r\nd\n\n';
  const tape = {
    version: 2 as const,
    interactions: [
      {
        id: 0,
        request: { url: 'https://a.example/', method: 'POST', headers: {}, body: 'x' },
        response: { code: 200, headers: {}, body },
      },
    ],
  };
  const yaml = formatCassette(tape);
  expect(yaml).toMatch(/^---\nversion: 2\ninteractions:\n- id: 0\n {2}request:\n/);
  expect(yaml).toContain(String.raw`body: "data: a\u2028b\u0085c\r\nd\n\n"`);
});
