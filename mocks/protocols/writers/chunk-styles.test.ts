import { EventStreamCodec } from '@smithy/eventstream-codec';
import { expect, test } from 'vitest';
import type { Interaction } from '../../cassette/cassette.ts';
import { eventsOf } from '../../cassette/events.ts';
import { ADDRESSES } from '../../test/conversations.ts';
import { LOOP, SERVER_LOOP } from '../../test/replaying-fetch.ts';
import { compact } from '../../util/json.ts';
import { bodyBytes, bodyText } from '../../wire/body.ts';
import type { Answer } from '../answer.ts';
import { chatCassette } from '../chat-cassette.ts';

// The traits of each provider's stream, by the bytes that prove them.

const urlOf = (label: string) => ADDRESSES.find((each) => each.label === label)!;

function interactionsOf(label: string, exchanges = LOOP): Interaction[] {
  const { protocol, url } = urlOf(label);
  return chatCassette(exchanges, compact({ protocol, url })).interactions;
}

/** Reads the data of the events of the first response, one a line. */
const streamOf = (label: string, exchanges = LOOP) =>
  eventsOf(interactionsOf(label, exchanges)[0]!.response)
    .map(({ event, data }) => (event === undefined ? data : `${event} ${data}`))
    .join('\n');

const saying = (answer: Answer): typeof LOOP => [['Hi', answer]];

test.each<[label: string, trait: string, bytes: RegExp]>([
  ['openai-chat', 'opens with the role', /^\{.+"delta":\{"role":"assistant","content":""/],
  ['openai-chat', 'names a call once', /^(?=.*"id":"call_1_1")(?!.*call_1_1.*call_1_1)/s],
  ['openai-chat', 'opens a call without arguments', /"name":"add","arguments":""\}/],
  ['openai-chat', 'goes on by the index', /\{"tool_calls":\[\{"index":0,"function":\{"arguments"/],
  ['openai-chat', 'finishes in a chunk of its own', /"delta":\{\},.+"finish_reason":"tool_calls"/],
  ['openai-chat', 'counts tokens beside no choice', /"choices":\[\],"usage":\{"prompt_tokens":12/],
  ['openai-chat', 'counts none before', /"content":"".+"usage":null/],
  ['openai-chat', 'ends with a mark', /\n\[DONE\]$/],
  ['openai-responses', 'numbers its events', /^response\.created .+"sequence_number":0,[^]+":26,/],
  [
    'openai-responses',
    'adds an item before its parts',
    /item\.added[^]+part\.added[^]+text\.delta/,
  ],
  ['openai-responses', 'tells arguments from item', /"id":"fc_1_3".+"call_id":"call_1_1"/],
  ['openai-responses', 'repeats the arguments', /arguments\.done .+"arguments":"\{\\"a\\":2/],
  ['openai-responses', 'repeats the output', /response\.completed .+"text":"Let me see\."/],
  ['anthropic-messages', 'pings', /^message_start .+\nping \{"type":"ping"\}\n/],
  ['anthropic-messages', 'signs its thinking', /thinking_delta[^]+signature_delta.+\n.+_stop/],
  ['anthropic-messages', 'begins a call with nothing', /"input":\{\}.+\n.+"partial_json":""\}/],
  ['anthropic-messages', 'counts one token at first', /^message_start .+"output_tokens":1\}/],
  ['anthropic-messages', 'counts all at the end', /message_delta .+"output_tokens":34\}/],
  ['google-generative', 'marks thoughts', /"text":"Two tools","thought":true/],
  [
    'google-generative',
    'counts no output of thoughts',
    /^.+"promptTokenCount":12,"totalTokenCount/,
  ],
  ['google-generative', 'counts more and more', /Count":8,[^]+Count":17,[^]+Count":25,[^]+:34,/],
  ['google-generative', 'signs the first call', /"args":\{"a":2,"b":3\}\},"thoughtSignature":"/],
  ['google-generative', 'signs no other', /"place":"Florence"\}\}\}/],
  ['google-generative', 'finishes on the last chunk', /"weather".+"finishReason":"STOP".+$/],
  ['ollama-chat', 'thinks under a key of its own', /"content":"","thinking":"Two tools"/],
  [
    'ollama-chat',
    'gives a call whole',
    /"tool_calls":\[\{"function":\{"name":"add","arguments":\{/,
  ],
  ['ollama-chat', 'is done last', /"content":""\},"done":true,"done_reason":"stop".+$/],
  ['ai-sdk-ui', 'starts a message and a step', /^\{"type":"start".+\n\{"type":"start-step"\}/],
  ['ai-sdk-ui', 'repeats the input', /tool-input-delta[^]+"tool-input-available".+"input":\{"a":2/],
  ['ai-sdk-ui', 'finishes the step, then the message', /"finish-step"\}\n\{"type":"finish",/],
  ['ai-sdk-ui', 'ends with a mark', /\n\[DONE\]$/],
])('%s: %s', (label, _trait, bytes) => {
  expect(streamOf(label)).toMatch(bytes);
});

test.each<[label: string, bytes: RegExp]>([
  ['openai-chat', /"role":"tool","tool_call_id":"call_1_1","content":"5"/],
  ['openai-responses', /"type":"function_call_output","call_id":"call_1_1","output":"5"/],
  [
    'anthropic-messages',
    /"type":"thinking",.+"signature":.+"tool_use_id":"toolu_1_1","content":"5"/,
  ],
  ['google-generative', /are needed\.","thought":true\},\{"text":"Let me see\."\}/],
  [
    'google-generative',
    /"thoughtSignature".+"functionResponse":\{"name":"add","response":\{"output/,
  ],
  ['ollama-chat', /"role":"tool","tool_name":"add","content":"5"/],
  ['ai-sdk-ui', /"state":"output-available","input":\{"a":2,"b":3\},"output":"5"/],
])('%s: sends an answer and its results as the provider wants them', (label, bytes) => {
  expect(interactionsOf(label)[1]!.request.body).toMatch(bytes);
});

test.each<[label: string, bytes: RegExp]>([
  ['openai-responses', /"type":"mcp_call".+"output":"5"[^]+"type":"message"/],
  ['anthropic-messages', /"mcp_tool_use"[^]+"mcp_tool_result"[^]+"text_delta"/],
  ['ai-sdk-ui', /"tool-output-available",.+"output":"5"\}\n.+finish-step.+\n.+start-step/],
])('%s: goes on after the tool that the provider runs', (label, bytes) => {
  expect(streamOf(label, SERVER_LOOP)).toMatch(bytes);
});

test.each<[label: string, bytes: RegExp]>([
  ['openai-chat', /"content":"lo"\}.+\n\{"error":\{"message":"Broken".+$/],
  ['OpenRouter', /"error":\{"code":502,"message":"Broken"\}.+$/],
  ['openai-responses', /"delta":"lo".+\nerror \{"type":"error","sequence_number":6,.+$/],
  ['anthropic-messages', /"text":"lo"\}\}\nerror \{"type":"error".+$/],
  ['Bedrock', /\nmodelStreamErrorException .+"message":"Broken".+$/],
  ['google-generative', /"text":"lo".+\n\{"error":\{"code":503,"message":"Broken".+$/],
  ['ollama-chat', /"content":"lo"\}.+\n\{"error":"Broken"\}$/],
  ['ai-sdk-ui', /"delta":"lo"\}\n\{"type":"error","errorText":"Broken"\}\n\[DONE\]$/],
])('%s: an error breaks off what is open', (label, bytes) => {
  expect(streamOf(label, saying({ text: ['Hel', 'lo'], error: 'Broken' }))).toMatch(bytes);
});

test.each<[label: string, body: unknown]>([
  [
    'openai-chat',
    {
      error: {
        message: 'Slow down',
        param: null,
        type: 'requests',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  ['OpenRouter', { error: { code: 429, message: 'Slow down' } }],
  [
    'anthropic-messages',
    { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } },
  ],
  ['Bedrock', { message: 'Slow down' }],
  [
    'google-generative',
    { error: { code: 429, message: 'Slow down', status: 'RESOURCE_EXHAUSTED' } },
  ],
  ['ollama-chat', { error: 'Slow down' }],
])('%s: an HTTP error is in the form of the provider', (label, body) => {
  const error = { status: 429, message: 'Slow down' };
  const [{ response }] = interactionsOf(label, saying({ error })) as [Interaction];
  expect(response.code).toBe(429);
  expect(response.headers).toEqual({ 'Content-Type': ['application/json'] });
  expect(JSON.parse(bodyText(response.body))).toEqual(body);
});

test.each(['anthropic-messages', 'google-generative'])(
  '%s: sends nothing back of an answer that said nothing',
  (label) => {
    const [, { request }] = interactionsOf(label, [
      ['Hi', ['']],
      ['Bye', 'Good bye'],
    ]) as [Interaction, Interaction];
    expect(request.body).not.toMatch(/"text":""|"role":"(?:assistant|model)"/);
  },
);

test('openai-responses: an error breaks off half a call', () => {
  const toolCalls = [{ name: 'add', arguments: '{"a":' }];
  expect(streamOf('openai-responses', saying({ toolCalls, error: 'Broken' }))).toMatch(
    /arguments\.delta .+\nerror .+$/,
  );
});

test.each(['openai-responses', 'anthropic-messages'])(
  '%s: the app sends no result of a tool that the provider runs',
  (label) => {
    const [, { request }] = interactionsOf(label, [...SERVER_LOOP, ['Thanks', 'Welcome']]) as [
      Interaction,
      Interaction,
    ];
    expect(request.body).toContain('"mcp_');
    expect(request.body).not.toMatch(/"tool_result"|function_call_output/);
  },
);

test('ai-sdk-ui: tells a tool of the provider from one of the back end by its result', () => {
  expect(streamOf('ai-sdk-ui', SERVER_LOOP)).not.toContain('providerExecuted');
  const toolCalls = [{ name: 'search', arguments: {}, providerExecuted: true as const }];
  expect(streamOf('ai-sdk-ui', saying({ toolCalls }))).toMatch(
    /"tool-input-available".+"providerExecuted":true/,
  );
});

test.each([
  ['google-generative', '\r\n\r\n'],
  ['Gemini on Vertex', '\r\n\r\n'],
  ['anthropic-messages', '\n\n'],
])('%s: ends each event by %j', (label, end) => {
  const { raw } = eventsOf(interactionsOf(label)[0]!.response)[0]!;
  expect(raw).toMatch(new RegExp(`[^\r\n]${end}$`));
});

test('Bedrock: sends frames that the codec of Amazon reads', () => {
  const codec = new EventStreamCodec(
    (bytes) => new TextDecoder().decode(bytes),
    (text) => new TextEncoder().encode(text),
  );
  const events = eventsOf(interactionsOf('Bedrock')[0]!.response).map(({ raw }) => {
    const { headers, body } = codec.decode(bodyBytes(raw));
    expect(headers[':event-type']?.value).toBe('chunk');
    const { bytes } = JSON.parse(new TextDecoder().decode(body)) as { bytes: string };
    return bodyText({ base64: bytes });
  });
  const [plain] = interactionsOf('anthropic-messages');
  const datas = eventsOf(plain!.response).map(({ data }) =>
    data!.replaceAll('synthetic', 'model-a'),
  );
  expect(events).toEqual(datas);
});

test.each([
  ['Bedrock', /^\{"anthropic_version":"bedrock-2023-05-31","max_tokens":\d+,"messages":/],
  [
    'Claude on Vertex',
    /^\{"anthropic_version":"vertex-2023-10-16",(?!.*"model").+"stream":true\}$/,
  ],
  ['anthropic-messages', /^\{"model":"synthetic",/],
])('%s: has the model where the provider wants it', (label, bytes) => {
  expect(interactionsOf(label)[0]!.request.body).toMatch(bytes);
});

test('anthropic-messages: no thinking is asked for where calls without it are sent back', () => {
  const [call, result] = [{ name: 'add', arguments: {} }, 5];
  const [first, second, third] = interactionsOf('anthropic-messages', [
    [
      'Hi',
      [
        { reasoning: 'So', toolCalls: [{ ...call, result }] },
        { toolCalls: [{ ...call, result }] },
        { text: 'Done' },
      ],
    ],
  ]).map(({ request }) => bodyText(request.body).includes('"thinking":{"type":"enabled"'));
  expect([first, second, third]).toEqual([true, true, false]);
});

test('useChat gets the version of the protocol', () => {
  expect(interactionsOf('ai-sdk-ui')[0]!.response.headers).toMatchObject({
    'X-Vercel-Ai-Ui-Message-Stream': ['v1'],
  });
});
