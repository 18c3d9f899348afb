import type { Interaction } from '../../cassette/cassette.ts';
import { bodyOf } from '../../wire/body.ts';
import { framesOf } from '../amazon.ts';
import { call, chunk, interaction, streamOf, user } from '../samples.ts';
import { cut, json, type Plant, sse, toBase64, withRequest, withResponse } from './planting.ts';
import { secretsByShape, secretsInText } from './secrets.ts';

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

/** Makes one plant of each secret, at one place after another. */
export function plantsByShape(): Plant[] {
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
