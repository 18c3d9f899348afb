import type { AnswerCall } from '../protocols/answer.ts';
import type { Exchange } from '../protocols/plan-conversation.ts';
import type { ProtocolName } from '../protocols/protocols.ts';

/** Where a protocol is spoken. */
export interface Address {
  label: string;
  protocol: ProtocolName;
  /** Undefined: that of the provider itself. */
  url: string | undefined;
  /** The URL for answers that do not stream. Default: the same. */
  wholeUrl?: string;
}

const BEDROCK = 'https://bedrock-runtime.us-east-1.amazonaws.com/model/model-a';
const VERTEX = 'https://us-east5-aiplatform.googleapis.com/v1/projects/a/locations/us-east5';
const GEMINI = 'https://generativelanguage.googleapis.com/v1beta/models/model-a';

export const ADDRESSES: Address[] = [
  { label: 'openai-chat', protocol: 'openai-chat', url: undefined },
  {
    label: 'OpenRouter',
    protocol: 'openai-chat',
    url: 'https://openrouter.ai/api/v1/chat/completions',
  },
  { label: 'openai-responses', protocol: 'openai-responses', url: undefined },
  { label: 'anthropic-messages', protocol: 'anthropic-messages', url: undefined },
  {
    label: 'Bedrock',
    protocol: 'anthropic-messages',
    url: `${BEDROCK}/invoke-with-response-stream`,
    wholeUrl: `${BEDROCK}/invoke`,
  },
  {
    label: 'Claude on Vertex',
    protocol: 'anthropic-messages',
    url: `${VERTEX}/publishers/anthropic/models/model-a:streamRawPredict`,
    wholeUrl: `${VERTEX}/publishers/anthropic/models/model-a:rawPredict`,
  },
  {
    label: 'google-generative',
    protocol: 'google-generative',
    url: `${GEMINI}:streamGenerateContent?alt=sse`,
    wholeUrl: `${GEMINI}:generateContent`,
  },
  {
    label: 'Gemini on Vertex',
    protocol: 'google-generative',
    url: `${VERTEX}/publishers/google/models/model-a:streamGenerateContent?alt=sse`,
    wholeUrl: `${VERTEX}/publishers/google/models/model-a:generateContent`,
  },
  { label: 'ollama-chat', protocol: 'ollama-chat', url: undefined },
  { label: 'ai-sdk-ui', protocol: 'ai-sdk-ui', url: undefined },
];

const add: AnswerCall = { name: 'add', arguments: ['{"a":', '2,"b"', ':3}'] };
const weather: AnswerCall = {
  name: 'weather',
  arguments: { place: { city: 'Florence', at: [43.8, 11] }, units: null },
};
const EMOJI = 'Wärme: 40 °C 👍\n\n- "quoted"\\';

interface Case {
  what: string;
  exchanges: readonly Exchange[];
  /** The protocols that can say it. Default: all. */
  only?: readonly ProtocolName[];
}

/** What assistants say, for every protocol. */
export const CASES: Case[] = [
  { what: 'a text', exchanges: [['Hi', EMOJI]] },
  { what: 'pieces of text', exchanges: [['Hi', ['Hel', 'lo', ' ', '\n', 'there', EMOJI]]] },
  { what: 'nothing', exchanges: [['Hi', '']] },
  {
    what: 'several questions',
    exchanges: [
      ['Hi', ['Hel', 'lo']],
      ['Bye', 'Good bye'],
      ['Hi', ''],
      ['Bye', 'Good bye'],
    ],
  },
  {
    what: 'reasoning, then text',
    exchanges: [
      ['Hi', { reasoning: ['A ', 'greeting.'], text: ['Hel', 'lo'] }],
      ['Bye', { reasoning: 'Alone' }],
      ['Bye', 'Good bye'],
    ],
  },
  { what: 'one call in fragments', exchanges: [['Add', { toolCalls: [add] }]] },
  {
    what: 'text and two calls, one without arguments',
    exchanges: [['Add', { text: 'Both:', toolCalls: [weather, { name: 'now', arguments: {} }] }]],
  },
  {
    what: 'a tool loop, then another question',
    exchanges: [
      [
        'Add and tell me the weather',
        [
          {
            reasoning: 'Two tools.',
            text: ['Let me ', 'see.'],
            toolCalls: [
              { ...add, result: 5 },
              { ...weather, result: { degrees: 40, of: ['C'] } },
            ],
          },
          { toolCalls: [{ ...add, arguments: { a: 5, b: 0.5 }, result: 'five and a half' }] },
          { text: 'It is 5.5.' },
        ],
      ],
      ['Thanks', ['You are ', 'welcome.']],
    ],
  },
  {
    what: 'usage',
    exchanges: [['Hi', { text: ['Hel', 'lo', '!'], usage: { input: 12, output: 34 } }]],
  },
  { what: 'a finish reason', exchanges: [['Hi', { text: 'Hel', finish: 'max_tokens' }]] },
  {
    what: 'an error in the stream',
    exchanges: [['Hi', { reasoning: 'So', text: ['Hel', 'lo'], error: 'Overloaded' }]],
  },
  { what: 'an error in the stream, alone', exchanges: [['Hi', { error: 'Overloaded' }]] },
  {
    what: 'an error in the stream, after half a call',
    exchanges: [['Hi', { toolCalls: [add], error: 'Overloaded' }]],
  },
  {
    what: 'an error in the stream, and a retry',
    exchanges: [['Hi', [{ text: 'Hel', error: 'Overloaded' }, { text: 'Hello' }]]],
  },
  {
    what: 'an HTTP error, and a retry',
    exchanges: [['Hi', [{ error: { status: 429, message: 'Slow down' } }, { text: 'Hello' }]]],
  },
  {
    what: 'a call that the provider runs',
    only: ['openai-responses', 'anthropic-messages', 'ai-sdk-ui'],
    exchanges: [
      [
        'Add',
        [
          { text: 'Let me see.', toolCalls: [{ ...add, providerExecuted: true, result: '5' }] },
          { text: ['It is', ' 5.'], usage: { input: 3, output: 4 } },
        ],
      ],
      ['Thanks', 'Welcome'],
    ],
  },
  {
    what: 'a call that the provider runs without a result',
    only: ['openai-responses', 'anthropic-messages', 'ai-sdk-ui'],
    exchanges: [['Add', { toolCalls: [{ ...add, providerExecuted: true }] }]],
  },
  {
    what: 'code that the provider runs, beside a tool of the app',
    only: ['google-generative'],
    exchanges: [
      [
        'Add',
        [
          {
            toolCalls: [
              {
                name: 'code_execution',
                arguments: { language: 'PYTHON', code: 'print(2 + 3)' },
                providerExecuted: true,
                result: '5\n',
              },
              { ...add, result: 5 },
            ],
          },
          { text: 'It is 5.' },
        ],
      ],
    ],
  },
];
