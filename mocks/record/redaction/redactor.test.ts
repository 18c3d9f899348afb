import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Interaction } from '../../cassette/cassette.ts';
import { call, chunk, interaction, recorded, streamOf, user } from '../../test/samples.ts';
import { letters } from '../../test/redaction/secrets.ts';
import { cut } from '../../test/redaction/planting.ts';
import { bodyText } from '../../wire/body.ts';
import {
  createRedactor,
  findSecrets,
  findSecretsInText,
  type RedactionOptions,
} from './redactor.ts';

const KEY = ['gs', 'k_', letters(40, 200)].join('');
const EMAIL = ['ada', 'example.org'].join('@');

const redact = (made: Interaction, options?: RedactionOptions) =>
  createRedactor(options).redact(made);
const bodyAfter = async (body: string, type = 'text/event-stream') => {
  const made = interaction([user('Hi')], body);
  made.response.headers = { 'Content-Type': [type] };
  return (await redact(made)).interaction.response.body;
};

test.each(recorded)('finds nothing in %s', async (name, cassette) => {
  const redactor = createRedactor();
  for (const each of cassette.interactions) {
    expect(await redactor.redact(each)).toEqual({ interaction: each, removed: [] });
  }
  const text = readFileSync(`cassettes/${name}.yaml`, 'utf8');
  expect(await findSecretsInText(text)).toEqual([]);
});

test('keeps the ids of answers and tool calls', async () => {
  const ids = {
    id: `chatcmpl-${letters(29, 1)}`,
    system_fingerprint: `fp_${letters(12, 2)}`,
    choices: [{ index: 0, delta: { tool_calls: [call(0, `call_${letters(24, 3)}`, 'f', '{}')] } }],
    x_groq: { id: `req_${letters(26, 4)}` },
    item_id: `msg_${letters(48, 5)}`,
    response: { id: `resp_${letters(48, 6)}`, user: null },
    usage: { prompt_tokens: 12, max_tokens: 4096 },
  };
  const made = interaction([user('Hi')], streamOf(ids, ids, '[DONE]'));
  expect(await redact(made)).toEqual({ interaction: made, removed: [] });
});

test('gives equal secrets one placeholder in all interactions, and others another', async () => {
  const redactor = createRedactor();
  const body = streamOf(...cut(`mail ${EMAIL} now`, 9).map((content) => chunk({ content })));
  const first = await redactor.redact(interaction([user('Hi')], body));
  const other = `b${EMAIL}`;
  const second = await redactor.redact(interaction([user(`You said ${EMAIL}, not ${other}`)], ''));
  expect(first.interaction.response.body).toContain('mail REDACTED_EMAIL_1');
  expect(second.interaction.request.body).toContain('REDACTED_EMAIL_1, not REDACTED_EMAIL_2"');
});

test('numbers secrets in the order of the calls, also of those that are not awaited', async () => {
  const redactor = createRedactor();
  const long = interaction([user(`https://x.example/ ${EMAIL}`)], '');
  const results = await Promise.all([
    redactor.redact(long),
    redactor.redact(interaction([user(`b${EMAIL}`)], '')),
    redactor.redact(interaction([user(EMAIL)], '')),
  ]);
  const placeholders = results.map(
    ({ interaction: { request } }) => /REDACTED_EMAIL_\d/.exec(bodyText(request.body))?.[0],
  );
  expect(placeholders).toEqual(['REDACTED_EMAIL_1', 'REDACTED_EMAIL_2', 'REDACTED_EMAIL_1']);
});

test('goes on after a rule that failed', async () => {
  let isBroken = true;
  const rules = [
    () => {
      if (isBroken) throw new Error('no');
      return [];
    },
  ];
  const redactor = createRedactor({ rules });
  await expect(redactor.redact(interaction([], ''))).rejects.toThrow(/rules\[0\] threw Error/);
  isBroken = false;
  expect((await redactor.redact(interaction([], ''))).removed).toEqual([]);
});

test('finds secrets that are cut by lines of the data stream of the AI SDK', async () => {
  const pieces = cut(`Take ${KEY} now`, 9, 12).map((text) => `0:${JSON.stringify(text)}\n`);
  const body = await bodyAfter(`f:{"messageId":"m1"}\n${pieces.join('2:[]\n')}`, 'text/plain');
  expect(body).toBe(
    'f:{"messageId":"m1"}\n0:"Take REDACTED_API_KEY_1"\n2:[]\n0:""\n2:[]\n0:" now"\n',
  );
});

test('continues the numbering of placeholders from an earlier run', async () => {
  const made = interaction([user(`REDACTED_EMAIL_3 and ${EMAIL}`)], '');
  const { interaction: redacted } = await redact(made);
  expect(redacted.request.body).toContain('"REDACTED_EMAIL_3 and REDACTED_EMAIL_4"');
});

test('says what was removed, by place and kind', async () => {
  const made = interaction([user(`${EMAIL}, ${KEY}, b${EMAIL}`)], '');
  made.request.headers = { Authorization: [`Bearer ${letters(20, 201)}`] };
  expect((await redact(made)).removed).toEqual([
    { place: 'request header authorization', kind: 'credential', count: 1 },
    { place: 'request body messages[0].content', kind: 'email', count: 2 },
    { place: 'request body messages[0].content', kind: 'api key', count: 1 },
  ]);
});

test('keeps all other bytes of a stream: comments, blanks, line ends, escapes', async () => {
  const event = (text: string) =>
    `: hi\r\nid: 7\r\ndata:  {"choices" : [ {"index":0,"delta":{"content":"\\u00e9${text}\\n"}} ] }\r\n\r\n`;
  const body = (first: string, second: string) =>
    `\uFEFF${event(first)}${event(second)}data: [DONE]\n`;
  const [head, tail] = cut(` ${EMAIL}`, 5) as [string, string];
  expect(await bodyAfter(body(head, tail))).toBe(body(head, tail)); // A line end is between.
  const joinedEvent = (text: string) =>
    event(text)
      .replaceAll(String.raw`\n`, '')
      .replaceAll(String.raw`\u00e9`, '');
  const whole = (a: string, b: string) => `${joinedEvent(a)}${joinedEvent(b)}data: [DONE]\n`;
  expect(await bodyAfter(whole(head, tail))).toBe(whole(' REDACTED_EMAIL_1', ''));
});

test('keeps the JSON in fragments of tool arguments valid', async () => {
  const args = JSON.stringify({ to: EMAIL, text: `Say "hi"\n${KEY}` });
  const chunks = cut(args, 8, 3, 20, 9, 4).map((each) =>
    chunk({ tool_calls: [call(0, null, null, each)] }),
  );
  const body = await bodyAfter(streamOf(...chunks));
  const pieces = [...bodyText(body).matchAll(/"arguments":("(?:[^"\\]|\\.)*")/g)];
  const text = pieces.map(([, json]) => JSON.parse(json!) as string).join('');
  expect(JSON.parse(text)).toEqual({
    to: 'REDACTED_EMAIL_1',
    text: 'Say "hi"\nREDACTED_API_KEY_1',
  });
});

test('tells apart what streams at the same time', async () => {
  const [a, b] = [cut(`a ${KEY} a`, 9, 9), cut(`b ${EMAIL} b`, 4, 4)];
  const chunks = a.flatMap((text, at) => [
    { type: 'text-delta', id: '1', delta: text },
    { type: 'text-delta', id: '2', delta: b[at] },
    {
      type: 'response.output_text.delta',
      item_id: `${at}`,
      output_index: 0,
      content_index: 0,
      delta: text,
    },
    {
      type: 'response.output_text.delta',
      item_id: `${at}`,
      output_index: 0,
      content_index: 1,
      delta: b[at],
    },
    {
      choices: [
        { delta: { content: text }, index: 1 },
        { delta: { content: b[at] }, index: 0 },
      ],
    },
  ]);
  const body = bodyText(await bodyAfter(streamOf(...chunks)));
  expect(body.match(/"a REDACTED_API_KEY_1"/g)).toHaveLength(3);
  expect(body.match(/"b REDACTED_EMAIL_1"/g)).toHaveLength(3);
  for (const part of [KEY.slice(4, 14), KEY.slice(20, 30), EMAIL.slice(-8)])
    expect(body).not.toContain(part);
});

test('takes nothing from the next part of a message', async () => {
  const content = [`Write to ${EMAIL}`, 'mortals', 'or'].map((text) => ({ type: 'text', text }));
  const { interaction: redacted } = await redact(interaction([user(content)], ''));
  expect(redacted.request.body).toContain('"Write to REDACTED_EMAIL_1"');
  expect(redacted.request.body).toContain('"text":"mortals"');
});

test('keeps base64 decodable if it replaces part of it', async () => {
  const made = interaction([], '');
  made.request.body = JSON.stringify({ data: btoa(`ada wrote to ${EMAIL}!`) });
  const rules = [{ kind: 'blob', pattern: /YWRh/ }];
  const { request } = (await redact(made, { rules })).interaction;
  const { data } = JSON.parse(bodyText(request.body)) as { data: string };
  expect(atob(data)).toBe('ada wrote to REDACTED_EMAIL_1!');
});

test('adapts lengths and the sizes of chunks to the body', async () => {
  const body = streamOf(...cut(`é ${KEY}`, 7).map((content) => chunk({ content })), '[DONE]');
  const length = new TextEncoder().encode(body).length;
  const made = interaction([user('Hi')], body);
  made.response.content_length = length;
  made.response.headers['Content-Length'] = [String(length)];
  made.response.chunk_sizes = [40, 20, 30, length - 90];
  made.response.event_times = [1, 2, 3];
  const { response } = (await redact(made)).interaction;
  const after = new TextEncoder().encode(bodyText(response.body)).length;
  expect(after).not.toBe(length);
  expect(response).toMatchObject({
    content_length: after,
    headers: { 'Content-Length': [String(after)] },
    event_times: [1, 2, 3],
  });
  expect(response.chunk_sizes!.reduce((sum, size) => sum + size)).toBe(after);
  expect(response.chunk_sizes![0]).toBe(40);
});

test('drops sizes of chunks that were not those of the body', async () => {
  const made = interaction([user('Hi')], streamOf(chunk({ content: EMAIL })));
  made.response.chunk_sizes = [1, 2];
  expect((await redact(made)).interaction.response).not.toHaveProperty('chunk_sizes');
});

test('leaves images and other bytes alone', async () => {
  const bytes = Uint8Array.from({ length: 9_000 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 255);
  const base64 = btoa(String.fromCharCode(...bytes, ...new TextEncoder().encode(EMAIL)));
  const made = interaction([user([{ image_url: { url: `data:image/png;base64,${base64}` } }])], '');
  made.response.body = { base64 };
  made.response.headers = { 'Content-Type': ['image/png'] };
  expect(await redact(made)).toEqual({ interaction: made, removed: [] });
});

test('redacts a stream that is not UTF-8, and a body kept as base64', async () => {
  const body = streamOf(chunk({ content: `${EMAIL} °` }));
  const bytes = new TextEncoder().encode(body);
  const latin = Uint8Array.from(body, (char) => char.charCodeAt(0));
  for (const each of [bytes, latin]) {
    const made = interaction([], '');
    made.response.body = { base64: btoa(String.fromCharCode(...each)) };
    const redacted = (await redact(made)).interaction.response.body as { base64: string };
    const before = atob(btoa(String.fromCharCode(...each)));
    expect(atob(redacted.base64)).toBe(before.replace(EMAIL, 'REDACTED_EMAIL_1'));
  }
});

test('does not obey comments in a text that would turn rules off', async () => {
  const token = ['xox', 'b-', letters(12, 202), '-', letters(24, 203)].join('');
  const made = interaction([user(`// secretlint-disable\n${token}`)], '');
  expect((await redact(made)).removed).toMatchObject([{ kind: 'access token', count: 1 }]);
});

test('drops what varies with the network, and keeps other headers', async () => {
  const made = interaction([], '');
  made.response.headers = {
    'Content-Type': ['application/json'],
    'Set-Cookie': ['a=1', 'b=2'],
    'X-Ratelimit-Remaining-Tokens': ['39000'],
    'X-Request-Id': [`req_${letters(20, 204)}`],
    'WWW-Authenticate': ['Bearer'],
    Location: [`https://a.example/x?sig=${letters(20, 205)}`],
  };
  expect((await redact(made)).interaction.response.headers).toEqual({
    'Content-Type': ['application/json'],
    'X-Ratelimit-Remaining-Tokens': ['39000'],
    'X-Request-Id': ['REDACTED_REQUEST_ID_1'],
    'WWW-Authenticate': ['Bearer'],
    Location: ['https://a.example/x?sig=REDACTED_URL_CREDENTIAL_1'],
  });
});

test('finds secrets in the text of a file, with their offsets', async () => {
  const text = `a: ${EMAIL}\nb: '${KEY}'\n`;
  expect(await findSecretsInText(text)).toEqual([
    { start: 3, end: 3 + EMAIL.length, kind: 'email', masked: 'ada… (15 characters)' },
    {
      start: text.indexOf(KEY),
      end: text.indexOf(KEY) + KEY.length,
      kind: 'api key',
      masked: 'gsk_… (44 characters)',
    },
  ]);
});

test('shows too little of a secret to guess it', async () => {
  const made = interaction([], '');
  made.request.headers = { 'X-Api-Key': ['abc'], Cookie: ['a=1'] };
  expect((await findSecrets(made)).map(({ masked }) => masked)).toEqual(['…', '… (3 characters)']);
});

test('releases the text that was matched last', async () => {
  await findSecretsInText(`mail ${EMAIL}`);
  expect((RegExp as unknown as { input: string }).input).toBe('');
  await redact(interaction([user(EMAIL)], ''));
  expect((RegExp as unknown as { input: string }).input).toBe('');
});
