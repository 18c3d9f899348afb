import { expect, test } from 'vitest';
import { ADD, adds, addsAndMultiplies, type Style, style } from '../test/styles.ts';

const withId = (id: string) => adds(ADD.replace('call_a1', id));

test.each<Style>([
  // text beside calls
  ['empty-content-beside-a-call', 'there is no text', /"content":"","tool_calls":/, adds()],
  [
    'white-space-between-calls',
    'white space is text',
    /"tool_calls".*\n\n.*"content":"\\n ".*\n\n.*"tool_calls"/,
    addsAndMultiplies({ text: 'Both:\n ' }),
  ],
  [
    'text-and-call-in-one-delta',
    'both are read',
    /"content":"I add them.","tool_calls":/,
    adds(ADD, { text: 'I add them.' }),
  ],
  // arguments
  [
    'call-in-fragments',
    'fragments append',
    /"arguments":""[^]*\{"tool_calls":\[\{"index":0,"function":\{"arguments":"a"\}\}\]\}/,
    adds(),
  ],
  [
    'calls-in-one-chunk',
    'each is a call',
    /"tool_calls":\[\{"index":0,.*\},\{"index":1,/,
    addsAndMultiplies(),
  ],
  [
    'opens-with-part-of-the-arguments',
    'the part is kept',
    /"name":"add","arguments":"\{\\"a\\""/,
    adds(),
  ],
  ['opens-without-arguments', 'the rest append', /"function":\{"name":"add"\}/, adds()],
  [
    'call-without-arguments',
    'its arguments are an empty text',
    /"name":"weather","arguments":""\}\}\]\},"finish_reason":null.*\n\n.*"delta":\{\}/,
    [{ calls: ['call_w1 weather() = -'], finish: 'tool_calls' }],
  ],
  // continuation
  [
    'id-repeated-with-an-empty-name',
    'the first name stays',
    /"id":"call_a1","type":"function","function":\{"name":"","arguments":"\{/,
    adds(),
  ],
  [
    'type-repeated',
    'it is the same call',
    /\{"index":0,"type":"function","function":\{"arguments":/,
    adds(),
  ],
  // index
  [
    'index-starts-at-1',
    'it is the first call',
    /^(?![^]*"tool_calls":\[\{"index":0)[^]*"tool_calls":\[\{"index":1/,
    adds(),
  ],
  [
    'index-1-then-2',
    'they are the first and the second call',
    /"tool_calls":\[\{"index":1,[^]*"tool_calls":\[\{"index":2,/,
    addsAndMultiplies(),
  ],
  [
    'interleaved-indexes',
    'each fragment goes to its own call',
    /(?:"index":0,"function":.*\n\n.*"index":1,"function":[^]*){2}/,
    addsAndMultiplies(),
  ],
  // ids
  ['id-toolu', 'the label is kept', /"id":"toolu_01A2"/, withId('toolu_01A2')],
  ['id-functions-add-0', 'the label is kept', /"id":"functions.add:0"/, withId('functions.add:0')],
  ['id-add-0', 'the label is kept', /"id":"add:0"/, withId('add:0')],
  ['id-of-one-digit', 'the label is kept', /"id":"0"/, withId('0')],
  [
    'id-with-the-name-of-the-tool',
    'the label is kept',
    /"id":"tool_add_Xk7"/,
    withId('tool_add_Xk7'),
  ],
  [
    'id-absent',
    'the call has none',
    /\{"index":0,"type":"function","function":\{"name"/,
    withId('-'),
  ],
  [
    'id-again-in-a-second-turn',
    'each call has its own result',
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
    'the stream goes on to its end',
    /"finish_reason":"tool_calls".*\n\n.*"name":"multiply"/,
    addsAndMultiplies(),
  ],
  [
    'finish-tool-calls-then-stop',
    'the last reason stays, and the call is one to answer',
    /"finish_reason":"tool_calls".*\n\n.*"finish_reason":"stop"/,
    adds(ADD, { finish: 'stop' }),
  ],
  [
    'plain-json',
    'it is read like one big delta',
    /^\{\n  "id"[^]*"object": "chat.completion",/,
    [
      { ...adds()[0], usage: 78 },
      { ...adds()[1], usage: 93 },
    ],
  ],
])('%s: %s', (name, _fact, shows, told) => {
  const read = style(name);
  expect(read.body).toMatch(shows);
  expect(read.told).toEqual(told);
});
