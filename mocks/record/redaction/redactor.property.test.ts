import fc from 'fast-check';
import { expect, test } from 'vitest';
import { call, chunk, interaction, streamOf } from '../../test/samples.ts';
import { letters, secretsByShape } from '../../test/redaction/secrets.ts';
import { createRedactor } from './redactor.ts';

/** Writes pieces of a text as the events of a stream, each beside those of another text. */
const STYLES: Record<string, (pieces: string[], other: string[]) => string> = {
  'chat text': (pieces, other) =>
    streamOf(
      ...pieces.flatMap((content, at) => [
        chunk({ content }, { id: `chatcmpl-${at % 2}` }),
        { choices: [{ index: 1, delta: { content: other[at] } }] },
      ]),
      '[DONE]',
    ),
  'chat tool arguments': (pieces, other) =>
    streamOf(
      ...json(pieces).map((each, at) =>
        chunk({
          tool_calls: [
            call(0, at === 0 ? 'call_1' : null, null, each),
            call(1, null, null, other[at] ?? ''),
          ],
        }),
      ),
    ),
  'Anthropic blocks': (pieces, other) =>
    pieces
      .flatMap((text, at) => [
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'thinking_delta', thinking: text },
        },
        {
          type: 'content_block_delta',
          index: 1,
          delta: { type: 'thinking_delta', thinking: other[at] },
        },
      ])
      .map((event) => `event: ${event.type}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`)
      .join(': ping\r\n\r\n'),
  'OpenAI responses': (pieces, other) =>
    streamOf(
      ...pieces.flatMap((delta, at) => [
        { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta },
        { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: other[at] },
      ]),
      {
        type: 'response.completed',
        response: { output: [{ content: [{ text: pieces.join('') }] }] },
      },
    ),
  'AI SDK parts': (pieces, other) =>
    streamOf(
      ...pieces.flatMap((delta, at) => [
        { type: 'text-delta', id: '0', delta },
        { type: 'text-delta', id: '1', delta: other[at] },
      ]),
    ),
  'lines of Ollama': (pieces) =>
    pieces
      .map((content) => `{"message": {"content": ${JSON.stringify(content)}}, "done": false}\n`)
      .join(''),
  'Gemini parts': (pieces) =>
    pieces
      .map(
        (text) =>
          `data: {"candidates": [{"content": {"parts": [{"text": ${JSON.stringify(text)}}]}}]}\r\n\r\n`,
      )
      .join(''),
};

/** Writes pieces of a text as fragments of JSON with it. */
function json(pieces: string[]): string[] {
  const inner = pieces.map((piece) => JSON.stringify(piece).slice(1, -1));
  return inner.map(
    (piece, at) => `${at === 0 ? '{"q": "' : ''}${piece}${at === inner.length - 1 ? '"}' : ''}`,
  );
}

/** Cuts at offsets. */
function cutAt(text: string, offsets: number[]): string[] {
  const borders = [
    0,
    ...offsets.map((at) => at % (text.length + 1)).toSorted((a, b) => a - b),
    text.length,
  ];
  return borders.slice(1).map((end, at) => text.slice(borders[at], end));
}

/** Cuts as before, with the placeholder in the first piece that had some of the secret. */
function replacedIn(pieces: string[], start: number, end: number, placeholder: string): string[] {
  let at = 0;
  let isPlaced = false;
  return pieces.map((piece) => {
    const from = Math.min(Math.max(start - at, 0), piece.length);
    const to = Math.min(Math.max(end - at, 0), piece.length);
    at += piece.length;
    if (from === to) return piece;
    const text = piece.slice(0, from) + (isPlaced ? '' : placeholder) + piece.slice(to);
    isPlaced = true;
    return text;
  });
}

const words = fc.array(
  fc.constantFrom('so', 'the', 'key', 'is', '"x"', 'é', '🙂', '\n', '\\', '{a}'),
  {
    maxLength: 5,
  },
);
const secrets = secretsByShape();

test('finds a secret wherever a stream cuts it, and keeps all other bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(STYLES)),
      fc.nat(secrets.length - 1),
      fc.nat(1e6),
      words,
      words,
      fc.array(fc.nat(400), { maxLength: 8 }),
      async (style, which, seed, before, after, offsets) => {
        const [, kind, secret] = secrets[which]!;
        const placeholder = `REDACTED_${kind.toUpperCase().replaceAll(' ', '_')}_1`;
        const head = before.map((word) => `${word} `).join('');
        const tail = after.map((word) => ` ${word}`).join('');
        const pieces = cutAt(head + secret + tail, offsets);
        const other = pieces.map((_, at) => letters(3, seed + at, 'abcdefgh'));
        const expected = replacedIn(pieces, head.length, head.length + secret.length, placeholder);
        const made = interaction([], STYLES[style]!(pieces, other));
        if (style.startsWith('lines'))
          made.response.headers = { 'Content-Type': ['application/x-ndjson'] };

        const { interaction: redacted } = await createRedactor().redact(made);
        expect(redacted.response.body).toBe(STYLES[style]!(expected, other));
      },
    ),
    { numRuns: 400 },
  );
});

const KEY = ['gs', 'k_', letters(40, 300)].join('');
const EMAIL = ['ada', 'example.org'].join('@');
const SCRAPS = [
  ['data: ', 'data:', '\n\n', '\r', '\n', ': ', 'event: a', 'id: ', '\uFEFF', '0:', '2:', '\\u00'],
  ['{', '}', '[', ']', '"', '\\', ',', ':', '{"a":"', '"}', '{"user":"', '{"type":"x","id":"'],
  [KEY, EMAIL, btoa(EMAIL), btoa(`{"a":"${KEY}"}`), `"${KEY}"`, ` ${EMAIL} `, 'REDACTED_EMAIL_1'],
  ['sk-', '@', '.', '1', 'é', '🙂', ' ', '=', '&', '%40', 'a=b', '-----BEGIN PRIVATE', ' KEY-----'],
];
const scraps = fc.constantFrom(...SCRAPS.flat());
const types = fc.constantFrom(
  'text/event-stream',
  'application/x-ndjson',
  'application/json',
  'text/plain',
  'application/vnd.amazon.eventstream',
);

test('redacts any body, and nothing of it when it redacts again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(scraps, { maxLength: 20 }), types, async (list, type) => {
      const body = list.join('');
      const made = interaction([], body);
      made.response.headers = { 'Content-Type': [type] };
      made.response.chunk_sizes = [new TextEncoder().encode(body).length];
      const once = await createRedactor().redact(made);
      const twice = await createRedactor().redact(once.interaction);
      expect(once.interaction.response.body).not.toContain(` ${EMAIL} `);
      if (once.removed.length === 0) expect(once.interaction).toEqual(made);
      expect(twice.interaction).toEqual(once.interaction);
    }),
    { numRuns: 1000 },
  );
});
