import { expect, test } from 'vitest';
import { messageKey } from './conversation.ts';
import { googleGenerative } from './google-generative.ts';

const STREAMED = 'https://a.example/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse';
const ask = (body: object, url = STREAMED) => googleGenerative.readRequest(body, url)!;
const call = (name: string, args?: object, id?: string) => ({ functionCall: { id, name, args } });
const user = (...texts: string[]) => ({ role: 'user', parts: texts.map((text) => ({ text })) });
const model = (...parts: object[]) => ({ role: 'model', parts });
const result = (name: string, response: unknown, id?: string) => ({
  functionResponse: { id, name, response },
});
const keys = (contents: unknown) => ask({ contents }).messages.map(messageKey);

test('reads model and stream from the URL, tools from the declarations', () => {
  const body = {
    contents: [user('Hi')],
    systemInstruction: { parts: [{ text: 'Be kind' }] },
    tools: [
      { functionDeclarations: [{ name: 'add' }, { name: 'multiply' }] },
      { googleSearch: {} },
      { function_declarations: [{ name: 'weather' }] },
    ],
  };
  expect(ask(body)).toEqual({
    system: 'Be kind',
    messages: [{ role: 'user', text: 'Hi' }],
    stream: true,
    model: 'gemini-2.5-flash',
    tools: ['add', 'multiply', 'weather'],
  });
  const vertex =
    'https://b.example/v1/projects/p/locations/l/publishers/google/models/gemini-3:generateContent';
  expect(ask(body, vertex)).toMatchObject({ stream: false, model: 'gemini-3' });
});

test('matches the paths of Gemini and Vertex, streamed or not, and no other method', () => {
  const [path] = googleGenerative.paths;
  for (const method of ['streamGenerateContent', 'generateContent']) {
    expect(`/v1beta/models/gemini-2.5-flash:${method}`).toMatch(path);
    expect(`/v1/projects/p/locations/l/publishers/google/models/g:${method}`).toMatch(path);
  }
  expect('/v1beta/models/gemini-2.5-flash:countTokens').not.toMatch(path);
  expect('/v1beta/models/gemini-2.5-flash:generateContent/operations').not.toMatch(path);
  expect('/v1/publishers/anthropic/models/claude:streamRawPredict').not.toMatch(path);
});

test('sets the results of a tool loop on their calls, not as user messages', () => {
  const { messages } = ask({
    contents: [
      { parts: [{ text: 'Add ' }, { text: 'them' }] },
      model({ text: 'I think', thought: true }, { text: 'Yes' }),
      model(call('add', { a: 1 }), call('add', { a: 2 })),
      { role: 'user', parts: [result('add', { result: '1' }), result('add', { result: '2' })] },
      model({ text: 'Done' }),
      user('Bye'),
    ],
  });
  expect(messages).toEqual([
    { role: 'user', text: 'Add them' },
    {
      role: 'assistant',
      text: 'Yes',
      toolCalls: [
        { name: 'add', argumentsText: '{"a":1}', result: '1' },
        { name: 'add', argumentsText: '{"a":2}', result: '2' },
      ],
    },
    { role: 'assistant', text: 'Done', toolCalls: [] },
    { role: 'user', text: 'Bye' },
  ]);
});

test('sets results by id, or else by name, from contents of any role', () => {
  for (const role of ['user', 'function', undefined]) {
    const { messages } = ask({
      contents: [
        model(call('add', {}, 'x'), call('add', {}, 'y'), call('now')),
        { role, parts: [result('now', { output: 'c' }), result('add', { output: 'b' }, 'y')] },
        { role, parts: [result('add', { output: 'a' }, 'x')] },
      ],
    });
    expect(messages).toMatchObject([
      { toolCalls: [{ id: 'x', result: 'a' }, { id: 'y', result: 'b' }, { result: 'c' }] },
    ]);
  }
});

test('reads text beside a result as a user message', () => {
  const { messages } = ask({
    contents: [
      model(call('add')),
      { role: 'user', parts: [result('add', { output: 'a' }), { text: 'Go on' }] },
    ],
  });
  expect(messages).toMatchObject([
    { role: 'assistant', toolCalls: [{ result: 'a' }] },
    { role: 'user', text: 'Go on' },
  ]);
});

const resultOf = (response: unknown) => {
  const { messages } = ask({
    contents: [model(call('add')), { role: 'user', parts: [result('add', response)] }],
  });
  return messages[0]!.role === 'assistant' && messages[0]!.toolCalls[0]!.result;
};

test('unwraps a result under any key', () => {
  for (const key of ['result', 'output', 'content', 'anything']) {
    expect(resultOf({ [key]: '5' }), key).toBe('5');
    expect(resultOf({ [key]: 5 }), key).toBe('5');
    expect(resultOf({ name: 'add', [key]: '5' }), key).toBe('5');
  }
  for (const key of ['result', 'output', 'content']) {
    expect(resultOf({ [key]: { sum: 5 } }), key).toBe('{"sum":5}');
    expect(resultOf({ name: 'add', [key]: [5] }), key).toBe('[5]');
  }
  expect(resultOf({ ok: true })).toBe('true');
});

test('keeps a result of several values as JSON, a name among them too', () => {
  expect(resultOf({ location: 'Paris', weather: '21 C' })).toBe(
    '{"location":"Paris","weather":"21 C"}',
  );
  expect(resultOf({ name: 'Paris', weather: '21 C' })).toBe('{"name":"Paris","weather":"21 C"}');
  expect(resultOf({ list: [1] })).toBe('{"list":[1]}');
  expect(resultOf({})).toBe('{}');
  expect(resultOf(undefined)).toBe('');
});

test('reads code that the provider ran as a call', () => {
  const { messages } = ask({
    contents: [
      model(
        { executableCode: { code: '1' } },
        { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
        call('add'),
      ),
      { role: 'user', parts: [result('other', { result: '5' })] },
    ],
  });
  expect(messages).toEqual([
    {
      role: 'assistant',
      text: '',
      toolCalls: [
        {
          name: 'code_execution',
          argumentsText: '{"code":"1"}',
          providerExecuted: true,
          result: '1',
        },
        { name: 'add', argumentsText: '', result: '5' },
      ],
    },
  ]);
});

test('names parts other than text by kind', () => {
  const parts = [{ inlineData: { data: 'AAAA' } }, { text: 'What is this?' }, { text: '' }];
  expect(ask({ contents: [{ role: 'user', parts }] }).messages).toEqual([
    { role: 'user', text: '[inlineData]What is this?' },
  ]);
});

test('accepts a single object for a list, and keys in snake case', () => {
  expect(keys({ role: 'user', parts: { text: 'Hi' } })).toEqual(keys([user('Hi')]));
  const loop = (calls: string, resultKey: string) =>
    keys([
      model({ [calls]: { name: 'add', args: { a: 1 } } }),
      { role: 'user', parts: [{ [resultKey]: { name: 'add', response: { result: 1 } } }] },
    ]);
  const [key, ...more] = loop('function_call', 'function_response');
  expect(key).toContain('add');
  expect([key, ...more]).toEqual(loop('functionCall', 'functionResponse'));
});

test('rejects bodies that are not a request to generate', () => {
  for (const body of [undefined, null, 5, [], {}, { contents: 'hi' }, { contents: null }]) {
    expect(googleGenerative.readRequest(body, STREAMED)).toBeUndefined();
  }
});
