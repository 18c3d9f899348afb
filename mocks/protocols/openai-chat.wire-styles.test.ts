import { expect, test } from 'vitest';
import { HELLO, type Style, style } from '../test/styles.ts';

test.each<Style>([
  // framing
  [
    'comments',
    'skips them, before and inside the stream',
    /^(?:: OPENROUTER PROCESSING\n\n){2}data: [^]*: OPENROUTER PROCESSING\n\ndata: /,
    [HELLO],
  ],
  ['no-done', 'ends the turn with the stream', /^(?![^]*\[DONE\])/, [HELLO]],
  ['blank-lines-and-spaced-json', 'reads both', /"stop"\}\]\}\n\n\ndata: \[DONE\]/, [HELLO]],
  ['id-changes', 'reads one turn', /"id":""[^]*"id":"chatcmpl-1"[^]*"id":"chatcmpl-2"/, [HELLO]],
  ['long-line', 'reads a line of 36 KB', /"content":"Hello".{36000}/, [HELLO]],
  ['crlf', 'reads lines that end with CRLF', /^(?:data: .*\r\n\r\n){5}$/, [HELLO]],
  ['bare-cr', 'reads lines that end with CR', /^(?:data: [^\n\r]*\r\r){5}$/, [HELLO]],
  ['byte-order-mark', 'skips it', /^\uFEFFdata: /, [HELLO]],
  ['data-without-a-space', 'reads the data', /^(?:data:\S.*\n\n){5}$/, [HELLO]],
  ['multi-line-data', 'joins the lines to one event', /\n\ndata: \{\ndata: "id"/, [HELLO]],
  // errors
  [
    'refused-with-429',
    'reads the answer to the same request, not the refusal',
    /^\{"error":/,
    [HELLO],
  ],
  [
    'error-in-the-stream',
    'reads it and keeps the text before',
    /"content":"Hello"[^]*"error":\{"code":502/,
    [{ text: 'Hello', finish: 'error', error: 'Upstream provider is overloaded' }],
  ],
  ['cut-in-an-event', 'ignores the truncated event', /"delta"$/, [{ text: 'Hello' }]],
  // choices
  [
    'several-choices',
    'reads the choice with index 0',
    /^data: .*"choices":\[\{"index":1,.*\n\n.*"choices":\[\{"index":0,/,
    [HELLO],
  ],
  [
    'refusal',
    'reads it as text',
    /"content":null,"refusal":""[^]*"refusal":"I cannot help"/,
    [{ text: 'I cannot help with that.', finish: 'stop' }],
  ],
])('%s: %s', (name, _behaviour, bytes, turns) => {
  const read = style(name);
  expect(read.body).toMatch(bytes);
  expect(read.turns).toEqual(turns);
});
