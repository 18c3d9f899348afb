import type { Rules } from '../refusal.ts';

/** What Ollama refuses: it takes nearly every conversation, and only fails to read its JSON. */
export const OLLAMA_CHAT_RULES = {
  'arguments-as-text': {
    providerMessage:
      'json: cannot unmarshal string into Go struct field ChatRequest.messages.tool_calls.function.arguments of type api.ToolCallFunctionArguments',
    source: 'https://github.com/aliasrobotics/cai/issues/76',
  },
  'content-not-text': {
    providerMessage:
      'json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string',
    source: 'https://github.com/ollama/ollama/issues/10255',
  },
} as const satisfies Rules;
