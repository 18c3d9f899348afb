import type { Interaction, RecordedRequest, RecordedResponse } from '../../cassette/cassette.ts';
import { bodyOf } from '../../wire/body.ts';
import { framesOf } from '../amazon.ts';
import { call, chunk, interaction, streamOf, user } from '../samples.ts';
import { DIGITS, letters, secretsByShape, secretsInText } from './secrets.ts';

/** An interaction with one secret in it. */
export interface Plant {
  name: string;
  kind: string;
  /** The place that must be named. */
  place: string | RegExp;
  secret: string;
  /** The secret as it stands there in pieces. */
  interaction: Interaction;
}

const base = () => interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }), '[DONE]'));

const withRequest = (more: Partial<RecordedRequest>): Interaction => {
  const made = base();
  return { ...made, request: { ...made.request, ...more } };
};
const withResponse = (more: Partial<RecordedResponse>): Interaction => {
  const made = base();
  return { ...made, response: { ...made.response, ...more } };
};
const json = (value: unknown): Partial<RecordedResponse> => ({
  headers: { 'Content-Type': ['application/json'] },
  body: JSON.stringify(value),
});
const sse = (...chunks: unknown[]) => withResponse({ body: streamOf(...chunks, '[DONE]') });
const quoted = (text: string) => JSON.stringify(text).slice(1, -1);

/** Cuts a text into pieces of these lengths, the rest in one more. */
export function cut(text: string, ...lengths: number[]): string[] {
  let at = 0;
  const pieces = lengths.map((length) => text.slice(at, (at += length)));
  return [...pieces, text.slice(at)];
}

/** The places of a text, in which each secret that has a shape must be found. */
const TEXT_PLACES: [place: string | RegExp, make: (text: string) => Interaction][] = [
  [
    'request body messages[0].content',
    (text) => interaction([user(text)], streamOf(chunk({}), '[DONE]')),
  ],
  [
    'request body messages[0].tool_calls[0].function.arguments.q',
    (text) => {
      const tool = {
        id: 'call_1',
        function: { name: 'f', arguments: JSON.stringify({ q: text }) },
      };
      return interaction([{ role: 'assistant', tool_calls: [tool] }], '');
    },
  ],
  [
    'response body choices[0].message.content',
    (text) => withResponse(json({ choices: [{ index: 0, message: { content: text } }] })),
  ],
  [
    /^response body, event \d$/,
    (text) => sse(...cut(`Take ${text} now`, 3, 6, 4, 5).map((content) => chunk({ content }))),
  ],
  [
    /^response body, event \d$/,
    (text) =>
      sse(
        ...cut(`So ${text}.`, 5, 9).flatMap((reasoning) => [
          chunk({ reasoning, content: 'x' }),
          { choices: [{ index: 1, delta: { reasoning: 'other' } }] },
        ]),
      ),
  ],
  [
    /^response body, event \d\.q$/,
    (text) =>
      sse(
        chunk({ tool_calls: [call(0, 'call_1', 'f', '')] }),
        ...cut(JSON.stringify({ q: text }), 8, 4, 7).map((each) =>
          chunk({ tool_calls: [call(0, null, null, each), call(1, null, null, '{"a": ')] }),
        ),
      ),
  ],
  [
    /^response body, event \d$/,
    (text) =>
      withResponse({
        body: cut(text, 6, 5)
          .map((delta) => ({
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'text_delta', text: delta },
          }))
          .map((event) => `event: content_block_delta\r\ndata: ${JSON.stringify(event)}\r\n\r\n`)
          .join(''),
      }),
  ],
  [
    /^response body, event \d$/,
    (text) =>
      withResponse({
        headers: { 'Content-Type': ['application/x-ndjson'] },
        body: cut(text, 7)
          .map(
            (content) =>
              `${JSON.stringify({ message: { role: 'assistant', content }, done: false })}\n`,
          )
          .join(''),
      }),
  ],
  [
    /^response body, event \d$/,
    (text) =>
      withResponse({
        headers: { 'Content-Type': ['application/vnd.amazon.eventstream'] },
        body: bodyOf(
          framesOf(
            ...cut(text, 4, 6).map((delta) => ({
              event: 'chunk',
              data: JSON.stringify({
                bytes: toBase64(
                  JSON.stringify({ type: 'content_block_delta', index: 0, delta: { text: delta } }),
                ),
                p: 'abc',
              }),
            })),
          ),
        ),
      }),
  ],
  [
    'request body input[0].file_data',
    (text) =>
      withRequest({
        body: JSON.stringify({
          input: [{ file_data: `data:text/plain;base64,${toBase64(`Note: ${text}\n`)}` }],
        }),
      }),
  ],
  [
    'response body',
    (text) =>
      withResponse({
        headers: { 'Content-Type': ['text/html'] },
        code: 502,
        body: `<p>${text}</p>`,
      }),
  ],
  [
    'request header x-note',
    (text) => withRequest({ headers: { 'X-Note': [text.replaceAll('\n', ' ')] } }),
  ],
];

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Makes one plant of each secret, at one place after another. */
function plantsByShape(): Plant[] {
  const secrets = [
    ...secretsByShape().map(([name, kind, secret]) => ({
      name,
      kind,
      before: '',
      secret,
      after: '',
    })),
    ...secretsInText().map(([name, kind, before, secret, after]) => ({
      name,
      kind,
      before,
      secret,
      after,
    })),
  ];
  return secrets.map(({ name, kind, before, secret, after }, at) => {
    // A header holds no lines.
    const count = secret.includes('\n') ? TEXT_PLACES.length - 1 : TEXT_PLACES.length;
    const [place, make] = TEXT_PLACES[at % count]!;
    return {
      name: `${name}, place ${at % count}`,
      kind,
      place,
      secret,
      interaction: make(before + secret + after),
    };
  });
}

const key = (seed: number) => letters(30, seed);

/** Makes plants of secrets that only their names tell. */
function plantsByName(): Plant[] {
  const header = (name: string, kind: string, value: string, secret = value): Plant => ({
    name: `the header ${name}`,
    kind,
    place: `request header ${name.toLowerCase()}`,
    secret,
    interaction: withRequest({
      headers: { [name]: [value], 'Content-Type': ['application/json'] },
    }),
  });
  const response = (name: string, kind: string, secret: string): Plant => ({
    name: `the header ${name} of a response`,
    kind,
    place: `response header ${name.toLowerCase()}`,
    secret,
    interaction: withResponse({
      headers: { [name]: [secret], 'Content-Type': ['text/event-stream'] },
    }),
  });
  const query = (name: string, kind: string, secret: string): Plant => ({
    name: `the parameter ${name}`,
    kind,
    place: `query ${name}`,
    secret,
    interaction: withRequest({ url: `https://api.example.com/v1?alt=sse&${name}=${secret}#top` }),
  });
  const field = (name: string, kind: string, secret: string): Plant => ({
    name: `the key ${name}`,
    kind,
    place: `request body ${name}`,
    secret,
    interaction: withRequest({ body: `{"stream": true , "${name}":"${secret}"}` }),
  });
  return [
    header('Authorization', 'credential', `Bearer ${key(101)}`, key(101)),
    header('Proxy-Authorization', 'credential', `Basic ${key(102)}`, key(102)),
    header('X-Api-Key', 'credential', key(103)),
    header('api-key', 'credential', key(104)),
    header('X-Goog-Api-Key', 'credential', key(105)),
    header('X-Amz-Security-Token', 'credential', key(106)),
    header('X-Auth', 'credential', key(107)),
    header('X-Client-Secret', 'credential', key(108)),
    header('Mcp-Session-Id', 'credential', key(109)),
    header('Cookie', 'cookie', `session=${key(110)}`),
    header('X-Forwarded-For', 'ip address', ['198.51', '100.23'].join('.')),
    header('OpenAI-Organization', 'account id', `acme-${key(111)}`),
    header('X-User-Id', 'account id', key(112)),
    response('Set-Cookie', 'cookie', `__cf_bm=${key(113)}`),
    response('X-Request-Id', 'request id', key(114)),
    response('CF-Ray', 'request id', `${key(115)}-FRA`),
    response('anthropic-organization-id', 'account id', key(116)),
    response('X-Amzn-RequestId', 'request id', key(117)),
    query('key', 'url credential', key(120)),
    query('api_key', 'url credential', key(121)),
    query('access_token', 'url credential', key(122)),
    query('token', 'url credential', key(123)),
    query('sig', 'url credential', `${key(124)}%2B%3D`),
    query('X-Amz-Signature', 'url credential', key(125)),
    query('X-Amz-Credential', 'url credential', `${key(126)}%2F${letters(8, 65, DIGITS)}`),
    query('code', 'url credential', key(127)),
    query('q', 'email', ['ada', 'example.org'].join('%40')),
    field('user', 'user id', key(130)),
    field('safety_identifier', 'user id', key(131)),
    field('organization', 'account id', key(132)),
    field('api_key', 'api key', key(133)),
    field('password', 'password', key(134)),
    ...plantsElsewhere(),
  ];
}

function plantsElsewhere(): Plant[] {
  const plant = (
    name: string,
    kind: string,
    place: string | RegExp,
    secret: string,
    made: Interaction,
  ): Plant => ({
    name,
    kind,
    place,
    secret,
    interaction: made,
  });
  const address = ['198.51', '100.99'].join('.');
  return [
    plant(
      'user info',
      'password',
      'url user info',
      key(140),
      withRequest({ url: `https://ada:${key(140)}@a.example/v1` }),
    ),
    plant(
      'remote_addr',
      'ip address',
      'request remote_addr',
      address,
      withRequest({ remote_addr: `${address}:52110` }),
    ),
    plant('host', 'ip address', 'request host', address, withRequest({ host: `${address}:8080` })),
    plant(
      'request_uri',
      'url credential',
      'query key',
      key(141),
      withRequest({ request_uri: `/v1?key=${key(141)}` }),
    ),
    plant(
      'form',
      'url credential',
      'request form client_secret',
      key(142),
      withRequest({ form: { client_secret: [key(142)] } }),
    ),
    plant(
      'a form in the body',
      'url credential',
      'request body, field client_secret',
      key(143),
      withRequest({
        headers: { 'Content-Type': ['application/x-www-form-urlencoded'] },
        body: `grant_type=client_credentials&client_secret=${key(143)}`,
      }),
    ),
    plant(
      'a trailer',
      'credential',
      'response trailer x-session',
      key(144),
      withResponse({ trailer: { 'X-Session': [key(144)] } }),
    ),
    plant(
      'a comment',
      'api key',
      'response body, event 1',
      `gsk_${key(145)}`,
      withResponse({ body: `: by gsk_${key(145)}\n\n${streamOf(chunk({ content: 'Hi' }))}` }),
    ),
    plant(
      'a number under a name',
      'user id',
      'request body user_id',
      letters(9, 52, DIGITS),
      withRequest({ body: `{"user_id": ${letters(9, 52, DIGITS)}, "n": 1}` }),
    ),
    plant(
      'a name that is a secret',
      'email',
      'request body users.….plan',
      ['ada', 'example.org'].join('@'),
      withRequest({
        body: JSON.stringify({
          users: { [['ada', 'example.org'].join('@')]: { plan: ['ada', 'example.org'].join('@') } },
        }),
      }),
    ),
    plant(
      'metadata.user_id',
      'user id',
      'request body metadata.user_id',
      key(146),
      withRequest({ body: JSON.stringify({ metadata: { user_id: key(146) } }) }),
    ),
    plant(
      'an echo of a key without a shape',
      'credential',
      'response body error.message',
      key(147),
      {
        ...withResponse({
          code: 401,
          ...json({ error: { message: `Incorrect API key: ${key(147)}.` } }),
        }),
        request: withRequest({ headers: { 'X-Api-Key': [key(147)] } }).request,
      },
    ),
    plant(
      'escapes of JSON',
      'email',
      'request body text',
      ['ada', 'example.org'].join('@'),
      withRequest({ body: `{"text":"to \\u0061da${quoted('@')}example\\u002eorg\\n"}` }),
    ),
    plant(
      'a text that each event repeats',
      'api key',
      /^response body, event \d$/,
      `gsk_${key(148)}`,
      sse(
        ...[9, 15, 40, 60].map((end) => ({
          text: `It is gsk_${key(148)}, keep it.`.slice(0, end),
        })),
      ),
    ),
    plant(
      'a stream without indexes, whose ids change',
      'api key',
      /^response body, event \d$/,
      `gsk_${key(149)}`,
      sse(
        ...cut(`gsk_${key(149)}`, 5, 8).map((text, at) => ({
          id: `gen-${at}`,
          candidates: [{ content: { parts: at === 1 ? [{ text: '' }, { text }] : [{ text }] } }],
        })),
      ),
    ),
    plant(
      'base64 in a text',
      'email',
      'request body messages[0].content',
      ['ada', 'example.org'].join('@'),
      interaction(
        [user(`Decode ${toBase64(`mail ${['ada', 'example.org'].join('@')} now`)} please`)],
        '',
      ),
    ),
  ];
}

/** Makes all plants. */
export function plants(): Plant[] {
  return [...plantsByShape(), ...plantsByName()];
}
