import { describe, expect, test } from 'vitest';
import { createReplay } from '../replay/replay.ts';
import { recorded as cassettes, user } from '../test/samples.ts';
import { findProtocol, type ProtocolName } from '../protocols/protocols.ts';
import { requestChanges } from './changes.ts';
import { parseRequest } from './parsed-request.ts';

const url = 'https://api.example.com/v1/chat/completions';

/** Lists changes as `kind name: recorded > received`. */
function changes(
  received: unknown,
  recorded: unknown,
  protocol: ProtocolName | 'none' = 'openai-chat',
  masks: RegExp[] = [],
): string[] {
  const sent = { method: 'POST', url, body: JSON.stringify(recorded) };
  const parsed = parseRequest(sent, protocol === 'none' ? undefined : findProtocol(protocol));
  return requestChanges({ url, body: received }, parsed, masks).map(
    (each) =>
      `${each.kind} ${each.name}: ${JSON.stringify(each.recorded)} > ${JSON.stringify(each.received)}`,
  );
}

const system = (content: string) => ({ role: 'system', content });
const messages = [user('Hi')];
const tool = (name: string, more: object = {}) => ({
  type: 'function',
  function: { name, ...more },
});

describe('requestChanges', () => {
  test('lists changes in a fixed order, whatever the order of the keys', () => {
    const recorded = { model: 'a', messages, tools: [tool('add')], top_p: 1, a: 1 };
    const received = {
      top_p: 0.5,
      tools: [tool('search')],
      messages: [system('Be brief.'), ...messages],
      model: 'b',
      a: 2,
    };
    expect(changes(received, recorded).map((line) => line.replace(/:.*/, ''))).toEqual([
      'system prompt system prompt',
      'model model',
      'tool add',
      'tool search',
      'field a',
      'field top_p',
    ]);
  });

  test.each([
    [
      'the order of keys and tools',
      { tools: [tool('a'), tool('b')], x: { p: 1, q: 2 } },
      { x: { q: 2, p: 1 }, tools: [tool('b'), tool('a')] },
    ],
    ['ids, users and metadata', { user: 'ann', metadata: { a: 1 }, chat_id: 'x' }, { id: '2' }],
    ['null', { stop: null }, {}],
    ['an empty list of tools', { tools: [] }, {}],
    [
      'the date in a prompt',
      { messages: [system('It is 2026-11-29.'), ...messages] },
      { messages: [system('It is 2025-01-02.'), ...messages] },
    ],
    ['text parts', { messages: [user([{ type: 'text', text: 'Hi' }])] }, { messages }],
  ])('%s is no change', (_what, one, other) => {
    expect(changes({ messages, ...one }, { messages, ...other })).toEqual([]);
  });

  test('ids of calls, the form of arguments and the blanks of an answer are no change', () => {
    const loop = (id: string, args: string, content: string) => ({
      messages: [
        ...messages,
        {
          role: 'assistant',
          content,
          tool_calls: [{ id, type: 'function', function: { name: 'add', arguments: args } }],
        },
        { role: 'tool', tool_call_id: id, content: '5' },
      ],
    });
    const [one, other] = [
      loop('call_1', '{"a":2,"b":3}', 'I  add.\n'),
      loop('x', '{ "b": 3, "a": 2 }', 'I add.'),
    ];
    expect(changes(one, other)).toEqual([]);
  });

  test('calls and results are described in one form, without those that the provider ran', () => {
    const [call, twice] = ['{"a": 1}', '"{\\"a\\":1}"'].map((input) => ({
      type: 'tool-add',
      state: 'output-available',
      toolCallId: '1',
      input: JSON.parse(input) as unknown,
      output: '"5"',
    }));
    const search = { ...call, type: 'tool-search', providerExecuted: true };
    const said = (text: string, ...parts: object[]) => ({
      messages: [{ role: 'assistant', parts: [{ type: 'text', text }, ...parts] }],
    });
    const [one, other] = [said('Yes', twice!, search), said('No', call!)];
    expect(changes(one, other, 'ai-sdk-ui')).toEqual([
      String.raw`messages messages: "assistant: No\nassistant calls add({\"a\":1}) → 5" > "assistant: Yes\nassistant calls add({\"a\":1}) → 5"`,
    ]);
  });

  test('changed text of the assistant in the request is a change, line by line', () => {
    const said = (content: string) => ({
      messages: [...messages, { role: 'assistant', content }, user('Bye')],
    });
    expect(changes(said('Good day'), said('Hello'))).toEqual([
      'messages messages: "user: Hi\\nassistant: Hello\\nuser: Bye" > "user: Hi\\nassistant: Good day\\nuser: Bye"',
    ]);
  });

  test.each<[string, ProtocolName, object, object]>([
    [
      'anthropic-messages',
      'anthropic-messages',
      { messages, system: [{ type: 'text', text: 'B' }] },
      { messages, system: 'A' },
    ],
    [
      'openai-responses',
      'openai-responses',
      { input: 'Hi', instructions: 'B' },
      { input: 'Hi', instructions: 'A' },
    ],
    [
      'google-generative',
      'google-generative',
      {
        contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
        systemInstruction: { parts: [{ text: 'B' }] },
      },
      {
        contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
        system_instruction: { parts: [{ text: 'A' }] },
      },
    ],
    [
      'ai-sdk-ui',
      'ai-sdk-ui',
      {
        messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
        system: 'B',
        trigger: 'submit-message',
      },
      {
        id: 'c',
        messages: [{ id: '2', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
        system: 'A',
      },
    ],
  ])('finds the system prompt of %s', (_name, protocol, one, other) => {
    expect(changes(one, other, protocol)).toEqual(['system prompt system prompt: "A" > "B"']);
  });

  test('finds it where no protocol reads the request', () => {
    const body = (prompt: string) => ({
      messages: [system(prompt), { role: 'user', words: 'Hi' }],
    });
    expect(changes(body('B'), body('A'), 'none')).toEqual([
      'system prompt system prompt: "A" > "B"',
    ]);
  });

  test('a model changed in the URL is a change', () => {
    const address = (model: string) =>
      `https://g.example/v1beta/models/${model}:streamGenerateContent`;
    const body = { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] };
    const sent = { method: 'POST', url: address('gemini-1'), body: JSON.stringify(body) };
    const parsed = parseRequest(sent, findProtocol('google-generative'));
    expect(requestChanges({ url: address('gemini-2'), body }, parsed)).toEqual([
      { kind: 'model', name: 'model', recorded: 'gemini-1', received: 'gemini-2' },
    ]);
  });

  test.each([
    ['a function', [tool('add')], 'add'],
    ['one of Anthropic', [{ name: 'add', input_schema: {} }], 'add'],
    ['one of Gemini', [{ functionDeclarations: [{ name: 'add' }] }], 'add'],
    ['a list of Gemini that is none', { functionDeclarations: [{ name: 'add' }] }, 'add'],
    ["a provider's own", [{ type: 'web_search' }], 'web_search'],
    ["Gemini's own", [{ googleSearch: {} }], 'googleSearch'],
    ['a server', [{ type: 'mcp', server_label: 'docs' }], 'docs'],
    ['a named one of the AI SDK', { add: { parameters: {} } }, 'add'],
    ['none at all', [7], 'unnamed'],
  ])('names a tool: %s', (_what, tools, name) => {
    expect(changes({ messages, tools }, { messages })[0]).toMatch(new RegExp(`^tool ${name}: `));
  });

  test('two tools of one name are both compared', () => {
    const tools = [tool('add'), tool('add', { description: 'b' })];
    expect(changes({ messages, tools }, { messages, tools: [tool('add')] })[0]).toContain(
      'tool add 2',
    );
  });

  test('fields are named by their path, and schemas keep names such as id', () => {
    const body = (type: string) => ({
      messages,
      response_format: { schema: { properties: { id: { type } } } },
    });
    expect(changes(body('string'), body('number'))).toEqual([
      'field response_format.schema.properties.id.type: "number" > "string"',
    ]);
  });

  test.each([
    ['text', 'no JSON', 'other'],
    ['a list', [1], [2]],
    ['JSON beside text', { messages }, 'text'],
  ])('a body that is %s is compared as a whole', (_what, one, other) => {
    expect(changes(one, other)[0]).toMatch(/^field body: /);
  });

  test.each([
    ['messages that are none', { messages: 7 }],
    ['tools that are none', { messages, tools: 'all', functions: null }],
    ['a system prompt that is none', { messages, system: { a: [1] } }],
    ['no field at all', {}],
  ])('reads %s', (_what, body) => {
    expect(() => changes(body, { messages })).not.toThrow();
    expect(() => changes({ messages }, body)).not.toThrow();
  });

  test('masks leave out what they match', () => {
    const body = (seed: number) => ({ messages: [system(`Ann ${seed}`), ...messages], seed });
    expect(changes(body(1), body(2), 'openai-chat', [/\d/])).toEqual([]);
    expect(changes(body(1), body(2))).toHaveLength(2);
  });

  test('no recording of the repository changes anything in itself', () => {
    for (const [name, cassette] of cassettes) {
      for (const { request } of createReplay([cassette]).recordings) {
        expect(requestChanges(request, request), name).toEqual([]);
      }
    }
  });
});
