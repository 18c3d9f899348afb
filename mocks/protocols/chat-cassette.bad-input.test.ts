import { expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { chatCassette, type ChatCassetteOptions } from './chat-cassette.ts';
import type { Exchange } from './plan-conversation.ts';
import type { ProtocolName } from './protocols.ts';
import { transcript } from './transcript.ts';

const failing = (exchanges: unknown, options: unknown = {}) =>
  errorOf(() => chatCassette(exchanges as Exchange[], options as ChatCassetteOptions));

const add = { name: 'add', arguments: { a: 1 } };
const circular: Record<string, unknown> = {};
circular['self'] = circular;
const deep = JSON.parse('{"a":'.repeat(600) + '1' + '}'.repeat(600)) as object;
const answers = (...all: unknown[]) => [['Hi', all]];

test.each<[what: string, exchanges: unknown, words: RegExp]>([
  ['no conversation', undefined, /exchanges: expected a list/],
  ['an empty one', [], /at least one, got \[\]/],
  ['a string for it', 'Hi', /exchanges/],
  ['a question alone', ['Hi'], /exchange: expected \[question, answer\], got "Hi"/],
  ['a question without an answer', [['Hi']], /exchange/],
  ['three of a pair', [['Hi', 'Hello', 'Bye']], /exchange/],
  ['an empty question', [['', 'Hello']], /question: expected a non-empty string/],
  ['a question that is none', [[1, 'Hello']], /question/],
  ['null for an answer', [['Hi', null]], /answer.*got null/],
  ['a number in the pieces', [['Hi', ['Hel', 1]]], /answer/],
  ['an unknown key', [['Hi', { txt: 'Hello' }]], /Unknown key of an answer "txt".*"text"/],
  ['an answer within an answer', [['Hi', [[{ text: 'Hello' }]]]], /answer/],
  ['a number for a text', [['Hi', { text: 1 }]], /text: expected a string/],
  ['pieces that are none', [['Hi', { reasoning: ['a', null] }]], /reasoning/],
  ['a call for a list of calls', [['Hi', { toolCalls: add }]], /toolCalls: expected a list/],
  ['null for a call', [['Hi', { toolCalls: [null] }]], /tool call: expected \{ name/],
  ['a misspelt key', [['Hi', { toolCalls: [{ ...add, args: 1 }] }]], /key of a tool call "args"/],
  ['a call without a name', [['Hi', { toolCalls: [{ arguments: {} }] }]], /name of a tool call/],
  ['a call without arguments', [['Hi', { toolCalls: [{ name: 'add' }] }]], /arguments of a tool/],
  ['a list of arguments', [['Hi', { toolCalls: [{ ...add, arguments: [1] }] }]], /arguments of/],
  ['circular ones', [['Hi', { toolCalls: [{ ...add, arguments: circular }] }]], /expected JSON/],
  ['deep ones', [['Hi', { toolCalls: [{ ...add, arguments: deep }] }]], /of add: expected JSON/],
  ['a big integer', [['Hi', { toolCalls: [{ ...add, arguments: { a: 1n } }] }]], /got \{"a":1n\}/],
  ['an empty id', [['Hi', { toolCalls: [{ ...add, id: '' }] }]], /id of a tool call/],
  [
    'providerExecuted that is false',
    [['Hi', { toolCalls: [{ ...add, providerExecuted: false }] }]],
    /providerExecuted/,
  ],
  [
    'a result that is not JSON',
    answers({ toolCalls: [{ ...add, result: () => 1 }] }, { text: 'a' }),
    /result of add: expected JSON, got a function/,
  ],
  ['half a usage', [['Hi', { usage: { input: 1 } }]], /usage/],
  ['a usage below zero', [['Hi', { usage: { input: -1, output: 1 } }]], /usage/],
  ['a usage in other words', [['Hi', { usage: { prompt_tokens: 1 } }]], /"prompt_tokens"/],
  ['an empty finish', [['Hi', { finish: '' }]], /finish/],
  ['an empty error', [['Hi', { error: '' }]], /error: expected a message/],
  [
    'a status that is not an error',
    [['Hi', { error: { status: 200, message: 'a' } }]],
    /400 to 599/,
  ],
  ['a status alone', [['Hi', { error: { status: 429 } }]], /\{ status, message \}/],
  [
    'text beside a status',
    [['Hi', { text: 'a', error: { status: 429, message: 'b' } }]],
    /no text beside an HTTP error/,
  ],
  ['a finish beside an error', [['Hi', { finish: 'stop', error: 'a' }]], /no finish and no usage/],
  ['a result that is not sent', [['Hi', { toolCalls: [{ ...add, result: 1 }] }]], /result of add/],
  [
    'a result beside an error',
    answers({ toolCalls: [{ ...add, result: 1 }], error: 'a' }, { text: 'b' }),
    /result of add: expected none/,
  ],
  ['no result before an answer', answers({ toolCalls: [add] }, { text: 'a' }), /expected one/],
  [
    'no result before a question',
    [
      ['Hi', { toolCalls: [add] }],
      ['Bye', 'a'],
    ],
    /result of add: expected one/,
  ],
  ['two answers in a row', answers({ text: 'a' }, { text: 'b' }), /tool calls or an error/],
  [
    'a finish in the middle of a response',
    answers({ toolCalls: [{ ...add, providerExecuted: true }], finish: 'stop' }, { text: 'b' }),
    /the next answer goes on in the same response/,
  ],
])('refuses %s', (_what, exchanges, words) => {
  const error = failing(exchanges, { protocol: 'ai-sdk-ui' });
  expect(error).toMatchObject({ code: 'bad-option', message: expect.stringMatching(words) });
});

const ranByProvider = [['Hi', { toolCalls: [{ ...add, providerExecuted: true }] }]];
const half = [['Hi', { toolCalls: [{ name: 'add', arguments: '{"a":' }] }]];
const halfAndOn = answers(
  { toolCalls: [{ name: 'add', arguments: '{"a":', result: 1 }] },
  { text: 'a' },
);
const rawPredict = 'https://a.example/publishers/anthropic/models/model-a:rawPredict';
const hi = [['Hi', 'Hello']];
const anthropic = 'anthropic-messages';

test.each<[what: string, exchanges: unknown, options: unknown, words: RegExp]>([
  ['null for the options', hi, null, /options: expected/],
  ['an unknown protocol', hi, { protocol: 'anthropic' }, /Invalid protocol/],
  ['a misspelt one', hi, { protocol: 'openai-chats' }, /Did you mean "openai-chat"/],
  ['an unknown option', hi, { protocols: 'openai-chat' }, /Did you mean "protocol"/],
  ['a path for a URL', hi, { url: '/api/chat' }, /url: expected a full URL/],
  ['a number for a model', hi, { model: 1 }, /model/],
  ['an empty name', hi, { name: '' }, /name/],
  ['a string for stream', hi, { stream: 'no' }, /stream/],
  ['an empty system prompt', hi, { system: '' }, /system/],
  ['a URL of another protocol', hi, { url: 'https://a.example/v1/messages' }, /read as anthropic/],
  ['a system prompt of a page', hi, { protocol: 'ai-sdk-ui', system: 'a' }, /back end alone/],
  ['a page that does not stream', hi, { protocol: 'ai-sdk-ui', stream: false }, /stream.*true/],
  [
    'a stream where none is',
    hi,
    { protocol: anthropic, url: rawPredict, stream: true },
    /stream: expected false/,
  ],
  ['another model', hi, { protocol: anthropic, url: rawPredict, model: 'b' }, /"model-a"/],
  ['an error in a document', [['Hi', { error: 'a' }]], { stream: false }, /not a stream of events/],
  [
    'an error in a list of chunks',
    [['Hi', { error: 'a' }]],
    {
      protocol: 'google-generative',
      url: 'https://a.example/models/model-a:streamGenerateContent',
    },
    /not a stream of events/,
  ],
  ['a tool of the provider', ranByProvider, {}, /no provider of openai-chat runs tools/],
  ['one of Ollama', ranByProvider, { protocol: 'ollama-chat' }, /no provider of ollama-chat/],
  ['one of Google', ranByProvider, { protocol: 'google-generative' }, /code_execution alone/],
  ['half of arguments', half, { protocol: 'google-generative' }, /JSON of an object/],
  ['half for Ollama', half, { protocol: 'ollama-chat' }, /JSON of an object/],
  ['half for a page', half, { protocol: 'ai-sdk-ui' }, /JSON of an object/],
  ['half in a document', half, { protocol: anthropic, stream: false }, /JSON of an object/],
  ['half that is sent back', halfAndOn, { protocol: anthropic }, /arguments of add/],
])('refuses %s', (_what, exchanges, options, words) => {
  const error = failing(exchanges, options);
  expect(error).toMatchObject({ code: 'bad-option', message: expect.stringMatching(words) });
});

test.each<[ProtocolName, unknown]>([
  ['openai-chat', halfAndOn],
  ['openai-responses', halfAndOn],
  ['anthropic-messages', half],
])('%s: arguments may break off, as where the model has run out of tokens', (protocol, given) => {
  const { turns } = transcript(chatCassette(given as Exchange[], { protocol }));
  expect(turns[1]).toMatchObject({ toolCalls: [{ argumentsText: '{"a":' }] });
  expect(turns[1]).not.toHaveProperty('toolCalls.0.arguments');
});

test('a call that an error has broken off needs no result', () => {
  const { interactions } = chatCassette([
    ['Hi', { toolCalls: [add], error: 'Overloaded' }],
    ['Bye', 'Good bye'],
  ]);
  expect(interactions[1]!.request.body).not.toContain('tool_calls');
});

test('a list of chunks is read where Google is asked for one', () => {
  const url = 'https://a.example/models/model-a:streamGenerateContent';
  const cassette = chatCassette([['Hi', ['Hel', 'lo']]], { protocol: 'google-generative', url });
  expect(JSON.parse(cassette.interactions[0]!.response.body as string)).toHaveLength(2);
  expect(transcript(cassette).turns[1]).toMatchObject({ text: 'Hello', finish: 'STOP' });
});

test('answers do not stream where the URL alone says so', () => {
  const cassette = chatCassette([['Hi', 'Hello']], { protocol: anthropic, url: rawPredict });
  const { request, response } = cassette.interactions[0]!;
  expect(request.body).toContain('"stream":false');
  expect(response.headers['Content-Type']).toEqual(['application/json']);
});
