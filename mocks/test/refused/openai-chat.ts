import { casesOf, changed, taken } from './case.ts';

const CASSETTE = 'groq/multi_tool_streaming.2025-09';
const at = (host: string) => taken(CASSETTE, 1, `https://${host}/v1/chat/completions`);
const openai = at('api.openai.com');
const groq = at('api.groq.com');
const moonshot = changed(at('api.moonshot.ai'), (body) => {
  body.model = 'kimi-k2.5';
  body.messages[2].reasoning_content = 'Two sums.';
});
const dashscope = at('dashscope-intl.aliyuncs.com');
/** Without calls: Mistral has ids of its own. */
const mistral = changed(at('api.mistral.ai'), (body) => {
  body.messages.splice(2);
});
const answered = changed(at('api.mistral.ai'), (body) => {
  body.messages.splice(2);
  const call = { id: 'Ab3dEf7hI', type: 'function', function: { name: 'add', arguments: '{}' } };
  body.messages.push(
    { role: 'assistant', content: '', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'Ab3dEf7hI', content: '5' },
  );
});
const azure = taken(
  CASSETTE,
  1,
  'https://demo.openai.azure.com/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21',
);

export const OPENAI_CHAT_BASES = [openai, groq, moonshot, dashscope, mistral, answered, azure];

export const OPENAI_CHAT_CASES = casesOf('openai-chat', openai, [
  [
    'result-without-call',
    'a result with the id of no call',
    'messages[3].tool_call_id',
    (body) => (body.messages[3].tool_call_id = 'call_other'),
  ],
  [
    'result-without-call',
    'a result whose call was cut off with the history',
    'messages[1].tool_call_id',
    (body) => body.messages.splice(1, 2),
    changed(groq, (body) => body.messages.splice(4)),
  ],
  [
    'result-without-call',
    'a result behind a word of the user',
    'messages[5].tool_call_id',
    (body) => {
      body.messages[2].tool_calls.pop();
      body.messages[4] = { role: 'user', content: 'Well?' };
      body.messages.push(body.messages[3]);
    },
  ],
  [
    'call-without-result',
    'a call that got no result before the user spoke',
    'messages[2].tool_calls[1].id',
    (body) => (body.messages[4] = { role: 'user', content: 'Stop' }),
  ],
  [
    'call-without-result',
    'a call at the end',
    'messages[2].tool_calls[0].id',
    (body) => {
      body.messages.splice(3);
      body.messages[2].tool_calls.pop();
    },
    groq,
  ],
  [
    'result-without-id',
    'a result that names no call',
    'messages[4].tool_call_id',
    (body) => delete body.messages[4].tool_call_id,
  ],
  [
    'second-result',
    'a result that is sent twice',
    'messages[5].tool_call_id',
    (body) => body.messages.push(body.messages[3]),
    azure,
  ],
  [
    'empty-messages',
    'no message',
    'messages',
    (body) => {
      body.messages = [];
    },
  ],
  [
    'missing-content',
    'an answer that was stopped before its first word',
    'messages[5].content',
    (body) => body.messages.push({ role: 'assistant', content: null }, body.messages[1]),
  ],
  [
    'missing-content',
    'a result that is null',
    'messages[3].content',
    (body) => (body.messages[3].content = null),
  ],
  [
    'empty-tool-calls',
    'an answer with an empty list of calls',
    'messages[5].tool_calls',
    (body) => body.messages.push({ role: 'assistant', content: '5 and 6', tool_calls: [] }),
  ],
  [
    'unknown-role',
    'a role of another protocol',
    'messages[1].role',
    (body) => (body.messages[1].role = 'human'),
  ],
  [
    'image-in-result',
    'a picture in a result',
    'messages[3].content[0]',
    (body) => (body.messages[3].content = [{ type: 'image_url', image_url: { url: 'data:,' } }]),
  ],
  [
    'arguments-not-text',
    'arguments that were parsed and not written again',
    'messages[2].tool_calls[0].function.arguments',
    (body) => (body.messages[2].tool_calls[0].function.arguments = { a: 2, b: 3 }),
  ],
  [
    'arguments-not-json',
    'arguments that were cut',
    'messages[2].tool_calls[0].function.arguments',
    (body) => (body.messages[2].tool_calls[0].function.arguments = '{"a":2,'),
    dashscope,
  ],
  [
    'invalid-tool-name',
    'a tool with a blank in its name',
    'tools[0].function.name',
    (body) => (body.tools[0].function.name = 'add up'),
  ],
  [
    'invalid-tool-name',
    'a call without a name',
    'messages[2].tool_calls[0].function.name',
    (body) => (body.messages[2].tool_calls[0].function.name = ''),
  ],
  [
    'schema-not-strict',
    'a strict tool that allows more properties',
    'tools[0].function.parameters',
    (body) => (body.tools[0].function.strict = true),
  ],
  [
    'schema-not-strict',
    'a strict tool with an object inside that allows more properties',
    'tools[0].function.parameters.properties.a.items',
    (body) => {
      const tool = body.tools[0].function;
      tool.strict = true;
      tool.parameters.additionalProperties = false;
      tool.parameters.properties.a = { type: 'array', items: { type: 'object' } };
    },
  ],
  ['choice-without-tools', 'a choice among no tools', 'tool_choice', (body) => delete body.tools],
  [
    'choice-of-unknown-tool',
    'a choice of a tool that is not offered',
    'tool_choice',
    (body) => (body.tool_choice = { type: 'function', function: { name: 'subtract' } }),
  ],
  [
    'parallel-calls-without-tools',
    'parallel calls of no tools',
    'parallel_tool_calls',
    (body) => {
      delete body.tools;
      delete body.tool_choice;
      body.parallel_tool_calls = true;
    },
  ],
  [
    'stream-options-without-stream',
    'options of a stream that is not asked for',
    'stream_options',
    (body) => delete body.stream,
  ],
  [
    'two-token-limits',
    'two limits of the same',
    'max_tokens',
    (body) => (body.max_completion_tokens = 4000),
  ],
  [
    'max-tokens-of-reasoning-model',
    'the old limit with a model that thinks',
    'max_tokens',
    (body) => (body.model = 'o3-mini'),
  ],
  [
    'temperature-of-reasoning-model',
    'a temperature with a model that thinks',
    'temperature',
    (body) => {
      delete body.max_tokens;
      body.model = 'gpt-5-mini-2025-08-07';
      body.temperature = 0.2;
    },
  ],
  [
    'json-mode-without-json',
    'JSON that no message asks for',
    'messages',
    (body) => (body.response_format = { type: 'json_object' }),
  ],
  [
    'top-logprobs-without-logprobs',
    'the number of probabilities that are not asked for',
    'top_logprobs',
    (body) => (body.top_logprobs = 2),
  ],
  [
    'reasoning-content-sent',
    'reasoning sent back to a provider that does not know it',
    'messages[2].reasoning_content',
    (body) => (body.messages[2].reasoning_content = 'Two sums.'),
    groq,
  ],
  [
    'reasoning-content-missing',
    'reasoning not sent back to a provider that needs it',
    'messages[2].reasoning_content',
    (body) => delete body.messages[2].reasoning_content,
    moonshot,
  ],
  [
    'invalid-call-id',
    'an id that was made by another provider',
    'messages[2].tool_calls[0].id',
    (body) => {
      body.messages[2].tool_calls[0].id = 'call_0';
      body.messages[3].tool_call_id = 'call_0';
    },
    answered,
  ],
  [
    'user-after-result',
    'a user who speaks before the tool’s result is answered',
    'messages[4].role',
    (body) => body.messages.push({ role: 'user', content: 'And now?' }),
    answered,
  ],
  [
    'assistant-at-the-end',
    'an answer that was stopped, sent to be continued',
    'messages[2].role',
    (body) => body.messages.push({ role: 'assistant', content: 'I will' }),
    mistral,
  ],
]);
