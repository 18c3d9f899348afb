import { expect, test } from 'vitest';
import { ADD, adds, addsAndMultiplies, type Style, style } from '../test/styles.ts';

const withId = (id: string) => adds(ADD.replace('call_a1', id));

test.each<Style>([
  // text beside calls
  ['empty-content-beside-a-call', 'reads no text', /"content":"","tool_calls":/, adds()],
  [
    'white-space-between-calls',
    'reads white space as text',
    /"tool_calls".*\n\n.*"content":"\\n ".*\n\n.*"tool_calls"/,
    addsAndMultiplies({ text: 'Both:\n ' }),
  ],
  [
    'text-and-call-in-one-delta',
    'reads both',
    /"content":"I add them.","tool_calls":/,
    adds(ADD, { text: 'I add them.' }),
  ],
  // arguments
  [
    'call-in-fragments',
    'appends the fragments',
    /"arguments":""[^]*\{"tool_calls":\[\{"index":0,"function":\{"arguments":"a"\}\}\]\}/,
    adds(),
  ],
  [
    'calls-in-one-chunk',
    'reads each call',
    /"tool_calls":\[\{"index":0,.*\},\{"index":1,/,
    addsAndMultiplies(),
  ],
  [
    'opens-with-part-of-the-arguments',
    'keeps them',
    /"name":"add","arguments":"\{\\"a\\""/,
    adds(),
  ],
  ['opens-without-arguments', 'appends the rest', /"function":\{"name":"add"\}/, adds()],
  [
    'call-without-arguments',
    'reads empty arguments',
    /"name":"weather","arguments":""\}\}\]\},"finish_reason":null.*\n\n.*"delta":\{\}/,
    [{ calls: ['call_w1 weather() = -'], finish: 'tool_calls' }],
  ],
  // continuation
  [
    'id-repeated-with-an-empty-name',
    'keeps the first name',
    /"id":"call_a1","type":"function","function":\{"name":"","arguments":"\{/,
    adds(),
  ],
  [
    'type-repeated',
    'reads one call',
    /\{"index":0,"type":"function","function":\{"arguments":/,
    adds(),
  ],
  // index
  [
    'index-starts-at-1',
    'reads the first call',
    /^(?![^]*"tool_calls":\[\{"index":0)[^]*"tool_calls":\[\{"index":1/,
    adds(),
  ],
  [
    'index-1-then-2',
    'reads two calls in order',
    /"tool_calls":\[\{"index":1,[^]*"tool_calls":\[\{"index":2,/,
    addsAndMultiplies(),
  ],
  [
    'interleaved-indexes',
    'assigns each fragment to its call',
    /(?:"index":0,"function":.*\n\n.*"index":1,"function":[^]*){2}/,
    addsAndMultiplies(),
  ],
  // ids
  ['id-toolu', 'keeps the id', /"id":"toolu_01A2"/, withId('toolu_01A2')],
  ['id-functions-add-0', 'keeps the id', /"id":"functions.add:0"/, withId('functions.add:0')],
  ['id-add-0', 'keeps the id', /"id":"add:0"/, withId('add:0')],
  ['id-of-one-digit', 'keeps the id', /"id":"0"/, withId('0')],
  ['id-with-the-name-of-the-tool', 'keeps the id', /"id":"tool_add_Xk7"/, withId('tool_add_Xk7')],
  [
    'id-absent',
    'reads a call without an id',
    /\{"index":0,"type":"function","function":\{"name"/,
    withId('-'),
  ],
  [
    'id-again-in-a-second-turn',
    'sets each result on its own call',
    /"id":"0"/,
    [
      { calls: ['0 add({"a":2,"b":3}) = 5'], finish: 'tool_calls' },
      { calls: ['0 multiply({"a":5,"b":4}) = 20'], finish: 'tool_calls' },
      { text: 'The result is 20.', finish: 'stop' },
    ],
  ],
  // tool turns
  [
    'call-after-the-finish',
    'reads on to the end of the stream',
    /"finish_reason":"tool_calls".*\n\n.*"name":"multiply"/,
    addsAndMultiplies(),
  ],
  [
    'finish-tool-calls-then-stop',
    'keeps the last reason and makes a tool turn',
    /"finish_reason":"tool_calls".*\n\n.*"finish_reason":"stop"/,
    adds(ADD, { finish: 'stop' }),
  ],
  [
    'plain-json',
    'reads the message',
    /^\{\n  "id"[^]*"object": "chat.completion",/,
    [
      { ...adds()[0], usage: 78 },
      { ...adds()[1], usage: 93 },
    ],
  ],
])('%s: %s', (name, _behaviour, bytes, turns) => {
  const read = style(name);
  expect(read.body).toMatch(bytes);
  expect(read.turns).toEqual(turns);
});
