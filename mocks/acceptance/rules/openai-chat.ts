import type { Rules } from '../refusal.ts';

const OPENAI = ['openai', 'azure'] as const;
const REFERENCE = 'https://platform.openai.com/docs/api-reference/chat/create';

/** What servers of OpenAI's chat completions refuse: all of them, or those that are named. */
export const OPENAI_CHAT_RULES = {
  'result-without-call': {
    sentence:
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    source: 'https://github.com/smarter-sh/smarter/issues/264',
  },
  'call-without-result': {
    sentence:
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_RTlWVuE5MqEb3WZJgTIl7Rsb",
    source: 'https://github.com/router-for-me/CLIProxyAPI/issues/2798',
  },
  'result-without-id': {
    sentence:
      "Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'.",
    source: 'https://github.com/MadcowD/ell/issues/325',
    only: OPENAI,
  },
  'second-result': {
    sentence:
      "Invalid parameter: Duplicate value for 'tool_call_id' of 'call_gmd4tanjXcwOxfPawOnDmq6R', in messages[7] and messages[8].",
    source: 'https://github.com/agno-agi/agno/issues/5116',
    only: OPENAI,
  },
  'empty-messages': {
    sentence:
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    source: 'https://github.com/CopilotKit/CopilotKit/issues/529',
    only: OPENAI,
  },
  'missing-content': {
    sentence: "Invalid value for 'content': expected a string, got null.",
    source: 'https://github.com/songquanpeng/one-api/issues/784',
    only: OPENAI,
  },
  'empty-tool-calls': {
    sentence:
      "Invalid 'messages[2].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    source: 'https://github.com/home-assistant/core/pull/118577',
    only: OPENAI,
  },
  'unknown-role': {
    sentence:
      "Invalid value: 'developer'. Supported values are: 'system', 'assistant', 'user', 'function', and 'tool'.",
    source: 'https://github.com/run-llama/llama_index/issues/17748',
    only: OPENAI,
  },
  'image-in-result': {
    sentence:
      "Invalid 'messages[234]'. Image URLs are only allowed for messages with role 'user', but this message with role 'tool' contains an image URL.",
    source: 'https://github.com/OpenHands/OpenHands/issues/7700',
    only: OPENAI,
  },
  'arguments-not-text': { source: REFERENCE, only: OPENAI },
  'arguments-not-json': {
    sentence:
      '<400> InternalError.Algo.InvalidParameter: The "function.arguments" parameter of the code model must be in JSON format.',
    source: 'https://github.com/alibaba/spring-ai-alibaba/issues/4533',
    only: ['dashscope'],
  },
  'invalid-tool-name': {
    sentence:
      "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
    source: 'https://github.com/brekkylab/ailoy/pull/109',
    only: [...OPENAI, 'deepseek'],
  },
  'schema-not-strict': {
    sentence:
      "Invalid schema for function '<...>': In context=(), 'additionalProperties' is required to be supplied and to be false.",
    source: 'https://github.com/xemantic/xemantic-ai-tool-schema/issues/37',
    only: OPENAI,
  },
  'choice-without-tools': {
    sentence:
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
    source: 'https://github.com/dotnet/extensions/pull/6276',
    only: OPENAI,
  },
  'choice-of-unknown-tool': { source: REFERENCE, only: OPENAI },
  'parallel-calls-without-tools': {
    sentence:
      "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.",
    source: 'https://github.com/Upsonic/Upsonic/issues/323',
    only: OPENAI,
  },
  'stream-options-without-stream': {
    sentence: "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    source: 'https://github.com/BerriAI/litellm/issues/5803',
    only: OPENAI,
  },
  'two-token-limits': {
    sentence: "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
    source: 'https://github.com/langchain-ai/langgraph/issues/5943',
    only: OPENAI,
  },
  'max-tokens-of-reasoning-model': {
    sentence:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    source: 'https://github.com/griptape-ai/ComfyUI-Griptape/issues/312',
    only: OPENAI,
  },
  'temperature-of-reasoning-model': {
    sentence:
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    source: 'https://github.com/QwenLM/qwen-code/issues/921',
    only: OPENAI,
  },
  'json-mode-without-json': {
    sentence:
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    source: 'https://github.com/agno-agi/agno/pull/5317',
    only: [...OPENAI, 'dashscope'],
  },
  'top-logprobs-without-logprobs': { source: REFERENCE, only: OPENAI },
  'reasoning-content-sent': {
    sentence:
      "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
    source: 'https://github.com/janhq/jan/issues/8136',
    only: ['groq', 'cerebras'],
  },
  'reasoning-content-missing': {
    sentence:
      'thinking is enabled but reasoning_content is missing in assistant tool call message at index 2',
    source: 'https://github.com/mastra-ai/mastra/issues/12592',
    only: ['moonshot'],
  },
  'invalid-call-id': {
    sentence: 'Tool call id was 2968-LWy3uasib but must be a-z, A-Z, 0-9, with a length of 9.',
    source: 'https://github.com/editor-code-assistant/eca/issues/233',
    only: ['mistral'],
  },
  'user-after-result': {
    sentence: "Unexpected role 'user' after role 'tool'",
    source: 'https://github.com/datapizza-labs/datapizza-ai/issues/98',
    only: ['mistral'],
  },
  'assistant-at-the-end': {
    sentence:
      'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
    source: 'https://github.com/NEKOparapa/AiNiee/issues/641',
    only: ['mistral'],
  },
} as const satisfies Rules;
