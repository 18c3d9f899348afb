import { expect, test } from 'vitest';
import { HELLO, type Style, style } from '../test/styles.ts';

test.each<Style>([
  // framing
  [
    'comments',
    'they are skipped, before and inside the stream',
    /^(?:: OPENROUTER PROCESSING\n\n){2}data: [^]*: OPENROUTER PROCESSING\n\ndata: /,
    [HELLO],
  ],
  ['no-done', 'the end of the stream ends the turn', /^(?![^]*\[DONE\])/, [HELLO]],
  [
    'blank-lines-and-spaced-json',
    'both are no obstacle',
    /"stop"\}\]\}\n\n\ndata: \[DONE\]/,
    [HELLO],
  ],
  ['id-changes', 'it is one turn', /"id":""[^]*"id":"chatcmpl-1"[^]*"id":"chatcmpl-2"/, [HELLO]],
  ['long-line', 'a line may be 36 KB long', /"content":"Hello".{36000}/, [HELLO]],
  ['crlf', 'lines end with CRLF', /^(?:data: .*\r\n\r\n){5}$/, [HELLO]],
  ['bare-cr', 'lines end with CR', /^(?:data: [^\n\r]*\r\r){5}$/, [HELLO]],
  ['byte-order-mark', 'it is read over', /^\uFEFFdata: /, [HELLO]],
  ['data-without-a-space', 'the space is not needed', /^(?:data:\S.*\n\n){5}$/, [HELLO]],
  ['multi-line-data', 'the lines are one event', /\n\ndata: \{\ndata: "id"/, [HELLO]],
  // errors
  [
    'refused-with-429',
    'the refusal says nothing, the answer to the same request does',
    /^\{"error":/,
    [HELLO],
  ],
  [
    'error-in-the-stream',
    'it is told, and what came before is kept',
    /"content":"Hello"[^]*"error":\{"code":502/,
    [{ text: 'Hello', finish: 'error', error: 'Upstream provider is overloaded' }],
  ],
  ['cut-in-an-event', 'what is cut says nothing', /"delta"$/, [{ text: 'Hello' }]],
  // choices
  [
    'several-choices',
    'the choice of index 0 is the answer',
    /^data: .*"choices":\[\{"index":1,.*\n\n.*"choices":\[\{"index":0,/,
    [HELLO],
  ],
  [
    'refusal',
    'it is text',
    /"content":null,"refusal":""[^]*"refusal":"I cannot help"/,
    [{ text: 'I cannot help with that.', finish: 'stop' }],
  ],
])('%s: %s', (name, _fact, shows, told) => {
  const read = style(name);
  expect(read.body).toMatch(shows);
  expect(read.told).toEqual(told);
});
