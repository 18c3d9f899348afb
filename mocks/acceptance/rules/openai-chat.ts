import type { Rules } from '../refusal.ts';

const OPENAI = ['openai', 'azure'] as const;
const REFERENCE = 'https://platform.openai.com/docs/api-reference/chat/create';

/** What servers of OpenAI's chat completions refuse: all of them, or those that are named. */
export const OPENAI_CHAT_RULES = {
  'result-without-call': {
    providerMessage:
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    source: 'https://github.com/smarter-sh/smarter/issues/264',
  },
  'call-without-result': {
    providerMessage:
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_RTlWVuE5MqEb3WZJgTIl7Rsb",
    source: 'https://github.com/router-for-me/CLIProxyAPI/issues/2798',
  },
  'result-without-id': {
    providerMessage:
      "Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'.",
    source: 'https://github.com/MadcowD/ell/issues/325',
    appliesTo: OPENAI,
  },
  'second-result': {
    providerMessage:
      "Invalid parameter: Duplicate value for 'tool_call_id' of 'call_gmd4tanjXcwOxfPawOnDmq6R', in messages[7] and messages[8].",
    source: 'https://github.com/agno-agi/agno/issues/5116',
    appliesTo: OPENAI,
  },
  'empty-messages': {
    providerMessage:
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    source: 'https://github.com/CopilotKit/CopilotKit/issues/529',
    appliesTo: OPENAI,
  },
  'missing-content': {
    providerMessage: "Invalid value for 'content': expected a string, got null.",
    source: 'https://github.com/songquanpeng/one-api/issues/784',
    appliesTo: OPENAI,
  },
  'empty-tool-calls': {
    providerMessage:
      "Invalid 'messages[2].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    source: 'https://github.com/home-assistant/core/pull/118577',
    appliesTo: OPENAI,
  },
  'unknown-role': {
    providerMessage:
      "Invalid value: 'developer'. Supported values are: 'system', 'assistant', 'user', 'function', and 'tool'.",
    source: 'https://github.com/run-llama/llama_index/issues/17748',
    appliesTo: OPENAI,
  },
  'image-in-result': {
    providerMessage:
      "Invalid 'messages[234]'. Image URLs are only allowed for messages with role 'user', but this message with role 'tool' contains an image URL.",
    source: 'https://github.com/OpenHands/OpenHands/issues/7700',
    appliesTo: OPENAI,
  },
  'arguments-not-text': { source: REFERENCE, appliesTo: OPENAI },
  'arguments-not-json': {
    providerMessage:
      '<400> InternalError.Algo.InvalidParameter: The "function.arguments" parameter of the code model must be in JSON format.',
    source: 'https://github.com/alibaba/spring-ai-alibaba/issues/4533',
    appliesTo: ['dashscope'],
  },
  'invalid-tool-name': {
    providerMessage:
      "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
    source: 'https://github.com/brekkylab/ailoy/pull/109',
    appliesTo: [...OPENAI, 'deepseek'],
  },
  'schema-not-strict': {
    providerMessage:
      "Invalid schema for function '<...>': In context=(), 'additionalProperties' is required to be supplied and to be false.",
    source: 'https://github.com/xemantic/xemantic-ai-tool-schema/issues/37',
    appliesTo: OPENAI,
  },
  'choice-without-tools': {
    providerMessage:
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
    source: 'https://github.com/dotnet/extensions/pull/6276',
    appliesTo: OPENAI,
  },
  'choice-of-unknown-tool': { source: REFERENCE, appliesTo: OPENAI },
  'parallel-calls-without-tools': {
    providerMessage:
      "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.",
    source: 'https://github.com/Upsonic/Upsonic/issues/323',
    appliesTo: OPENAI,
  },
  'stream-options-without-stream': {
    providerMessage: "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    source: 'https://github.com/BerriAI/litellm/issues/5803',
    appliesTo: OPENAI,
  },
  'two-token-limits': {
    providerMessage:
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
    source: 'https://github.com/langchain-ai/langgraph/issues/5943',
    appliesTo: OPENAI,
  },
  'max-tokens-of-reasoning-model': {
    providerMessage:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    source: 'https://github.com/griptape-ai/ComfyUI-Griptape/issues/312',
    appliesTo: OPENAI,
  },
  'temperature-of-reasoning-model': {
    providerMessage:
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    source: 'https://github.com/QwenLM/qwen-code/issues/921',
    appliesTo: OPENAI,
  },
  'json-mode-without-json': {
    providerMessage:
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    source: 'https://github.com/agno-agi/agno/pull/5317',
    appliesTo: [...OPENAI, 'dashscope'],
  },
  'top-logprobs-without-logprobs': { source: REFERENCE, appliesTo: OPENAI },
  'reasoning-content-sent': {
    providerMessage:
      "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
    source: 'https://github.com/janhq/jan/issues/8136',
    appliesTo: ['groq', 'cerebras'],
  },
  'reasoning-content-missing': {
    providerMessage:
      'thinking is enabled but reasoning_content is missing in assistant tool call message at index 2',
    source: 'https://github.com/mastra-ai/mastra/issues/12592',
    appliesTo: ['moonshot'],
  },
  'invalid-call-id': {
    providerMessage:
      'Tool call id was 2968-LWy3uasib but must be a-z, A-Z, 0-9, with a length of 9.',
    source: 'https://github.com/editor-code-assistant/eca/issues/233',
    appliesTo: ['mistral'],
  },
  'user-after-result': {
    providerMessage: "Unexpected role 'user' after role 'tool'",
    source: 'https://github.com/datapizza-labs/datapizza-ai/issues/98',
    appliesTo: ['mistral'],
  },
  'assistant-at-the-end': {
    providerMessage:
      'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
    source: 'https://github.com/NEKOparapa/AiNiee/issues/641',
    appliesTo: ['mistral'],
  },
} as const satisfies Rules;
