import { expect, test } from 'vitest';
import { anthropicMessages } from './anthropic-messages.ts';
import {
  type CallInRequest,
  contentText,
  setResult,
  joinTurns,
  type Message,
  messageKey,
  sameArguments,
  sameResults,
  systemText,
} from './conversation.ts';
import { openaiChat } from './openai-chat.ts';

const read = (messages: object[]): Message[] =>
  openaiChat.readRequest({ messages, stream: true })?.messages ?? [];
const keys = (messages: object[]): string[] => read(messages).map(messageKey);
const toolCall = (id: string | undefined, name: string, args: string) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

test('sameArguments ignores spacing and key order', () => {
  expect(sameArguments('{"a":2,"b":3}', '{ "b": 3, "a": 2 }')).toBe(true);
  expect(sameArguments('{"a":2}', '{"a":"2"}')).toBe(false);
  expect(sameArguments('', '{}')).toBe(true);
  expect(sameArguments('{"a":', '{"a":')).toBe(true);
});

test.each([
  ['5', '"5"', true],
  ['{"a":2,"b":3}', '{ "b": 3, "a": 2 }', true],
  [undefined, undefined, true],
  [undefined, '', false],
  ['5', '6', false],
])('sameResults compares what results hold: %j and %j', (one, other, same) => {
  expect(sameResults(one, other)).toBe(same);
});

test('messageKey treats content that is absent, null, empty or an empty list as equal', () => {
  const call = { tool_calls: [toolCall('a', 'add', '{}')] };
  const forms = [{}, { content: null }, { content: '' }, { content: [] }].map((content) =>
    keys([{ role: 'assistant', ...content, ...call }]),
  );
  expect(new Set(forms.map(String)).size).toBe(1);
});

test('messageKey ignores calls that the provider ran', () => {
  const own = { name: 'add', argumentsText: '{}' };
  const search = {
    name: 'web_search',
    argumentsText: '{}',
    result: '[]',
    providerExecuted: true,
  } as const;
  const keyOf = (...toolCalls: CallInRequest[]) =>
    messageKey({ role: 'assistant', text: '', toolCalls });
  expect(keyOf(search, own)).toBe(keyOf(own));
});

const user = { role: 'user', content: 'Hi' };
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Add 2 and 3' },
  { role: 'assistant', content: 'Sure.', tool_calls: [toolCall('a', 'add', '{"a":2,"b":3}')] },
  { role: 'tool', tool_call_id: 'a', content: '5' },
];

test.each([
  ['another system prompt', [{ role: 'developer', content: 'Other.' }, ...messages.slice(1)]],
  ['no system prompt', messages.slice(1)],
  [
    'content as parts',
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Add 2 ' },
          { type: 'text', text: 'and 3' },
        ],
      },
      ...messages.slice(2),
    ],
  ],
  [
    'other text of the assistant',
    [...messages.slice(0, 2), { ...messages[2], content: null }, messages[3]],
  ],
  [
    'other ids',
    [
      ...messages.slice(0, 2),
      { role: 'assistant', tool_calls: [toolCall('z', 'add', '{"a":2,"b":3}')] },
      { role: 'tool', tool_call_id: 'z', content: '5' },
    ],
  ],
  [
    'no ids',
    [
      ...messages.slice(0, 2),
      { role: 'assistant', tool_calls: [toolCall(undefined, 'add', '{"a":2,"b":3}')] },
      { role: 'tool', content: '5' },
    ],
  ],
  [
    'arguments serialised anew',
    [
      ...messages.slice(0, 2),
      { role: 'assistant', tool_calls: [toolCall('a', 'add', '{ "b": 3, "a": 2 }')] },
      messages[3],
    ],
  ],
  [
    'a result encoded once more',
    [...messages.slice(0, 3), { role: 'tool', tool_call_id: 'a', content: '"5"' }],
  ],
  ['extra fields', [...messages.slice(0, 3), { ...messages[3], name: 'add', index: 0 }]],
])('messageKey ignores %s', (_name, other) => {
  expect(keys(other as object[])).toEqual(keys(messages));
});

test.each([
  [
    'another user text',
    [messages[0], { role: 'user', content: 'Add 2 and 4' }, ...messages.slice(2)],
  ],
  ['another result', [...messages.slice(0, 3), { role: 'tool', tool_call_id: 'a', content: '6' }]],
  ['no result', messages.slice(0, 3)],
  [
    'other arguments',
    [
      ...messages.slice(0, 2),
      { role: 'assistant', tool_calls: [toolCall('a', 'add', '{"a":2,"b":4}')] },
      messages[3],
    ],
  ],
  [
    'another call name',
    [
      ...messages.slice(0, 2),
      { role: 'assistant', tool_calls: [toolCall('a', 'sum', '{"a":2,"b":3}')] },
      messages[3],
    ],
  ],
  ['one turn more', [...messages, { role: 'user', content: 'And now?' }]],
])('messageKey differs with %s', (_name, other) => {
  expect(keys(other as object[])).not.toEqual(keys(messages));
});

test('setResult finds the call by id, in any order', () => {
  const calls = {
    role: 'assistant',
    tool_calls: [toolCall('a', 'add', '{}'), toolCall('b', 'add', '{}')],
  };
  const results = [
    { role: 'tool', tool_call_id: 'b', content: 'of b' },
    { role: 'tool', tool_call_id: 'a', content: 'of a' },
  ];
  expect(read([calls, ...results])[0]).toMatchObject({
    toolCalls: [{ result: 'of a' }, { result: 'of b' }],
  });
});

test('setResult takes calls that share an id in order', () => {
  const calls = {
    role: 'assistant',
    tool_calls: [toolCall('x', 'add', '{}'), toolCall('x', 'add', '{}')],
  };
  const results = ['first', 'second'].map((content) => ({
    role: 'tool',
    tool_call_id: 'x',
    content,
  }));
  expect(read([calls, ...results])[0]).toMatchObject({
    toolCalls: [{ result: 'first' }, { result: 'second' }],
  });
});

test('messageKey treats a result that is encoded once more as equal', () => {
  for (const result of ['5', 'sunny', 'null', '[1]', '{"a":1}']) {
    const [key, again] = [result, JSON.stringify(result)].map((content) =>
      keys([
        { role: 'assistant', tool_calls: [toolCall('a', 'f', '')] },
        { role: 'tool', content },
      ]),
    );
    expect(again, result).toEqual(key);
  }
});

test('readRequest reads an empty text part as empty text', () => {
  const content = [{ type: 'text', text: '' }];
  for (const protocol of [openaiChat, anthropicMessages]) {
    const prompt = [{ role: 'user', content }];
    expect(protocol.readRequest({ messages: prompt }, '')?.messages).toEqual([
      { role: 'user', text: '' },
    ]);
  }
});

test('joinTurns joins calls sent apart, or followed by text, before their results', () => {
  const calls = ['a', 'b'].map((id) => toolCall(id, 'add', `{"of":"${id}"}`));
  const results = ['b', 'a'].map((id) => ({ role: 'tool', tool_call_id: id, content: id }));
  const [one, other] = calls.map((call) => ({ role: 'assistant', tool_calls: [call] }));
  const answered = calls.map((_, at) => ({ id: 'ab'[at], result: 'ab'[at] }));
  expect(joinTurns(read([one!, other!, ...results]))).toMatchObject([{ toolCalls: answered }]);
  const withText = [
    { role: 'assistant', tool_calls: calls },
    { role: 'assistant', content: 'x' },
  ];
  expect(joinTurns(read([...withText, ...results]))).toMatchObject([{ toolCalls: answered }]);
});

test('setResult leaves the calls of earlier turns alone', () => {
  const asking = { role: 'assistant', tool_calls: [toolCall(undefined, 'add', '')] };
  const result = { role: 'tool', content: '5' };
  const [, first, , second] = read([user, asking, user, asking, result]);
  expect([first, second]).toMatchObject([{ toolCalls: [{}] }, { toolCalls: [{ result: '5' }] }]);
  expect(first).not.toHaveProperty('toolCalls.0.result');
});

test('setResult does not look at calls after the one it finds: there may be thousands', () => {
  const call = (id: string): CallInRequest => ({ id, name: 'add', argumentsText: '' });
  const first = call('a');
  const later = Object.defineProperty(call('b'), 'result', {
    get: () => expect.unreachable('looked at'),
  });
  setResult([first, later], { id: 'a' }, '5');
  expect(first.result).toBe('5');
});

test.each([
  ['a string', 'Hi', 'Hi'],
  ['absent content', undefined, ''],
  [
    'texts and refusals',
    [
      { type: 'text', text: 'No' },
      { type: 'refusal', refusal: '!' },
    ],
    'No!',
  ],
  ['other parts by type', [{ type: 'image' }, { type: 'text', text: '' }, {}], '[image][part]'],
  ['a single part', { type: 'screenshot' }, '[screenshot]'],
])('contentText reads %s', (_name, content, text) => {
  expect(contentText(content)).toBe(text);
});

test.each<[unknown, unknown, string | undefined]>([
  ['Be kind', [], 'Be kind'],
  [[{ type: 'text', text: 'Be ' }, { text: 'kind' }], undefined, 'Be kind'],
  [
    undefined,
    [
      { role: 'system', content: 'Be kind' },
      { role: 'user', content: 'Hi' },
    ],
    'Be kind',
  ],
  ['Be kind', [{ role: 'developer', content: [{ text: 'and brief' }] }], 'Be kind\nand brief'],
  [undefined, 'Hi', undefined],
])('systemText reads %j and %j', (own, given, expected) => {
  expect(systemText(own, given)).toBe(expected);
});
