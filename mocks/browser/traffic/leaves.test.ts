import { expect, test } from 'vitest';
import { leavesOfLine, type Leaf } from './leaves.ts';

test.each<[string, string, Leaf[]]>([
  [
    'a chunk of OpenAI',
    'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}',
    [['choices.delta.content', 'Hi']],
  ],
  [
    'a part of the AI SDK',
    'data: {"type":"text-delta","id":"0","delta":"Hi"}',
    [
      ['type', 'text-delta'],
      ['id', '0'],
      ['delta', 'Hi'],
    ],
  ],
  ['an older part of the AI SDK', '0:"Hi"', [['', 'Hi']]],
  [
    'a packet of socket.io',
    '42["token",{"t":"Hi"}]',
    [
      ['', 'token'],
      ['t', 'Hi'],
    ],
  ],
  [
    'a packet of socket.io that wants a reply',
    '4217["token","Hi"]',
    [
      ['', 'token'],
      ['', 'Hi'],
    ],
  ],
  ['an own envelope', '{"event":{"say":["Hi"]}}', [['event.say', 'Hi']]],
  [
    'JSON in a text',
    '{"body":"{\\"say\\":\\"Hi\\"}"}',
    [
      ['body', '{"say":"Hi"}'],
      ['body>.say', 'Hi'],
    ],
  ],
  ['a JSON text', '"Hi"', [['', 'Hi']]],
  ['data without a space', 'data:{"say":"Hi"}', [['say', 'Hi']]],
  ['data that is plain text', 'data: Hi', [['data:', 'Hi']]],
  ['data that begins with a space', 'data:  Hi', [['data:', ' Hi']]],
  ['data that ends', 'data: [DONE]', [['data:', '[DONE]']]],
  ['the name of an event', 'event: token', [['event:', 'token']]],
  ['the id of an event', 'id: 7', [['id:', '7']]],
  ['plain text', 'Hi there', [['', 'Hi there']]],
  ['a number', '42', [['', '42']]],
  ['JSON that is cut', '{"say":"Hi', [['', '{"say":"Hi']]],
  ['nothing', '', [['', '']]],
  ['a list without text', '[1,null,true,{}]', []],
])('the texts of %s are found', (_what, line, leaves) => {
  expect(leavesOfLine(line)).toEqual(leaves);
});

test('what is nested too deep is left out', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}"Hi"${']'.repeat(depth)}`;
  expect(leavesOfLine(nested(12))).toEqual([['', 'Hi']]);
  expect(leavesOfLine(nested(13))).toEqual([]);
  expect(leavesOfLine(nested(400))).toEqual([]);
});
