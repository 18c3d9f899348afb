import type { Rules } from '../refusal.ts';

const CLAUDE = ['claude'] as const;
const REFERENCE = 'https://platform.claude.com/docs/en/api/messages/create';
const TOOL_CALLS =
  'https://platform.claude.com/docs/en/agents-and-tools/tool-use/handle-tool-calls';

/** What Anthropic's messages refuse, at Anthropic, Amazon and Google alike. */
export const ANTHROPIC_MESSAGES_RULES = {
  'result-without-call': {
    providerMessage:
      'messages.48.content.1: unexpected `tool_use_id` found in `tool_result` blocks: toolu_019ETtGZEhTBXgWPVsdVnXMh. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    source: 'https://github.com/anthropics/claude-code/issues/13460',
  },
  'call-without-result': {
    providerMessage:
      'messages.130: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01G2Q9aJ8Jgeu5B9pMBxB3Jn. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    source: 'https://github.com/anthropics/claude-code/issues/2697',
  },
  'result-after-text': { source: TOOL_CALLS, appliesTo: CLAUDE },
  'repeated-call-id': {
    providerMessage: 'messages.1.content.1: `tool_use` ids must be unique',
    source: 'https://github.com/trycua/cua/issues/524',
    appliesTo: CLAUDE,
  },
  'second-result': { source: TOOL_CALLS, appliesTo: CLAUDE },
  'server-result-without-call': {
    providerMessage:
      'messages.7.content.0: unexpected `tool_use_id` found in `advisor_tool_result` blocks: srvtoolu_01JjfQsdhSJkT7qLCL7Pj9jc. Each `advisor_tool_result` block must have a corresponding `server_tool_use` block before it.',
    source: 'https://github.com/anthropics/claude-code/issues/64383',
    appliesTo: CLAUDE,
  },
  'input-not-object': {
    providerMessage: 'messages.3.content.1.tool_use.input: Input should be a valid dictionary',
    source: 'https://github.com/anthropics/anthropic-sdk-typescript/issues/648',
    appliesTo: CLAUDE,
  },
  'block-of-other-role': { source: REFERENCE, appliesTo: CLAUDE },
  'empty-text': {
    providerMessage: 'messages: text content blocks must be non-empty',
    source: 'https://github.com/anthropics/claude-code/issues/62150',
    appliesTo: CLAUDE,
  },
  'blank-text': {
    providerMessage: 'messages: text content blocks must contain non-whitespace text',
    source: 'https://github.com/aaif-goose/goose/pull/7343',
    appliesTo: CLAUDE,
  },
  'empty-content': {
    providerMessage:
      'messages.0: all messages must have non-empty content except for the optional final assistant message',
    source: 'https://github.com/anthropics/claude-code/issues/6774',
    appliesTo: CLAUDE,
  },
  'trailing-whitespace': {
    providerMessage: 'messages: final assistant content cannot end with trailing whitespace',
    source: 'https://github.com/tailcallhq/forgecode/issues/1872',
    appliesTo: CLAUDE,
  },
  'unsupported-prefill': {
    providerMessage:
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    source: 'https://github.com/anomalyco/opencode/issues/13768',
    appliesTo: CLAUDE,
  },
  'system-role': {
    providerMessage:
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    source: 'https://github.com/anthropics/claude-agent-sdk-typescript/issues/350',
    appliesTo: CLAUDE,
  },
  'system-role-first': {
    providerMessage:
      "messages.0: use the top-level 'system' parameter for the initial system prompt; the directive-only form (content: [] with output_config) is accepted at any position",
    source: 'https://github.com/LeenHawk/gproxy/issues/209',
    appliesTo: CLAUDE,
  },
  'unknown-role': { source: REFERENCE, appliesTo: CLAUDE },
  'missing-thinking': {
    providerMessage:
      'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`.',
    source: 'https://github.com/deepset-ai/haystack-core-integrations/issues/2146',
    appliesTo: CLAUDE,
  },
  'missing-signature': {
    providerMessage: 'messages.1.content.0.thinking.signature: Field required',
    source: 'https://github.com/justlovemaki/AIClient2API/issues/437',
    appliesTo: CLAUDE,
  },
  'invalid-signature': {
    providerMessage: 'messages.1.content.0: Invalid `signature` in `thinking` block',
    source: 'https://github.com/anthropics/claude-code/issues/10627',
    appliesTo: CLAUDE,
  },
  'altered-thinking': {
    providerMessage:
      'messages.3.content.11: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.',
    source: 'https://github.com/anthropics/claude-code/issues/63203',
    appliesTo: CLAUDE,
  },
  'thinking-at-the-end': {
    providerMessage: 'messages.1: The final block in an assistant message cannot be `thinking`.',
    source: 'https://github.com/tailcallhq/forgecode/issues/2107',
    appliesTo: CLAUDE,
  },
  'missing-max-tokens': { source: REFERENCE, appliesTo: CLAUDE },
  'temperature-with-thinking': {
    providerMessage: '`temperature` may only be set to 1 when thinking is enabled.',
    source: 'https://github.com/MartialBE/one-hub/issues/529',
    appliesTo: CLAUDE,
  },
  'top-k-with-thinking': {
    providerMessage: '`top_k` must be unset when thinking is enabled.',
    source: 'https://github.com/quarkiverse/quarkus-langchain4j/issues/1812',
    appliesTo: CLAUDE,
  },
  'forced-tool-with-thinking': {
    providerMessage: 'Thinking may not be enabled when tool_choice forces tool use.',
    source: 'https://github.com/mastra-ai/mastra/issues/7507',
    appliesTo: CLAUDE,
  },
  'small-thinking-budget': {
    providerMessage:
      'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
    source: 'https://github.com/themaximalist/llm.js/issues/30',
    appliesTo: CLAUDE,
  },
  'thinking-budget-above-limit': {
    source: 'https://platform.claude.com/docs/en/build-with-claude/extended-thinking',
    appliesTo: CLAUDE,
  },
  'repeated-tool-name': {
    providerMessage: 'tools: Tool names must be unique.',
    source: 'https://github.com/danny-avila/LibreChat/issues/13162',
    appliesTo: CLAUDE,
  },
  'invalid-tool-name': {
    providerMessage: "tools.16.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    source: 'https://github.com/modelcontextprotocol/modelcontextprotocol/issues/1345',
    appliesTo: CLAUDE,
  },
  'choice-of-unknown-tool': { source: REFERENCE, appliesTo: CLAUDE },
} as const satisfies Rules;
