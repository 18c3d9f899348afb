import type { Rules } from '../refusal.ts';

const OPENAI = ['openai', 'azure'] as const;
const REFERENCE = 'https://platform.openai.com/docs/api-reference/responses/create';

/** What OpenAI's Responses refuse, and those of others where none is named. */
export const OPENAI_RESPONSES_RULES = {
  'result-without-call': {
    providerMessage:
      'No tool call found for function call output with call_id call_TnakLSVsqtVt5cJssAhRwMoe.',
    source: 'https://github.com/microsoft/vscode/issues/320060',
  },
  'call-without-result': {
    providerMessage: 'No tool output found for function call call_XXX.',
    source: 'https://github.com/tjardoo/openai-client/pull/124',
  },
  'reasoning-without-item': {
    providerMessage:
      "Item 'rs_0c3876fcd4da19ef00692a14046bc8819eba6941c05c5ab7e7' of type 'reasoning' was provided without its required following item.",
    source: 'https://github.com/continuedev/continue/issues/8933',
    appliesTo: OPENAI,
  },
  'item-without-reasoning': {
    providerMessage:
      "Item 'fc_0a038568becf80fb0068e9630e5fd081978df905e0edaed49a' of type 'function_call' was provided without its required 'reasoning' item: 'rs_0a038568becf80fb0068e9630ad5248197a0938f405d5fad2e'.",
    source: 'https://github.com/mastra-ai/mastra/issues/8738',
    appliesTo: OPENAI,
  },
  'altered-reasoning': {
    providerMessage: 'The encrypted content gAAA...DQ== could not be verified.',
    source: 'https://github.com/openai/codex/issues/8145',
    appliesTo: OPENAI,
  },
  'repeated-item': {
    providerMessage:
      'Duplicate item found with id rs_6895db0dd5ac81a39f35d012bfce892e0974e3c6ef2ff714. Remove duplicate items from your input and try again.',
    source: 'https://github.com/vercel/ai/issues/7883',
    appliesTo: OPENAI,
  },
  'invalid-item-id': {
    providerMessage:
      "Invalid 'input[3].id': 'msg_0a8c478399f5fce90069bee241fad08194a2bbd18397a3bc4a'. Expected an ID that begins with 'fc'.",
    source: 'https://github.com/continuedev/continue/issues/11689',
    appliesTo: OPENAI,
  },
  'empty-call-id': {
    providerMessage:
      "Invalid 'input[4].call_id': empty string. Expected a string with minimum length 1, but got an empty string instead.",
    source: 'https://github.com/BigPizzaV3/CodexPlusPlus/issues/315',
    appliesTo: OPENAI,
  },
  'long-call-id': {
    providerMessage:
      "Invalid 'input[35].call_id': string too long. Expected a string with maximum length 64, but got a string with length 67 instead.",
    source: 'https://github.com/router-for-me/CLIProxyAPIPlus/issues/430',
    appliesTo: OPENAI,
  },
  'input-part-of-assistant': {
    providerMessage:
      "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.",
    source: 'https://github.com/epam/ai-dial-adapter-openai/issues/511',
    appliesTo: OPENAI,
  },
  'two-histories': { source: REFERENCE, appliesTo: OPENAI },
  'invalid-tool-name': { source: REFERENCE, appliesTo: OPENAI },
  'schema-not-strict': {
    providerMessage:
      "Invalid schema for function 'filesystem-set_permissions': In context=('properties', 'permissions'), 'additionalProperties' is required to be supplied and to be false.",
    source: 'https://github.com/lastmile-ai/openai-agents-mcp/issues/2',
    appliesTo: OPENAI,
  },
  'choice-of-unknown-tool': { source: REFERENCE, appliesTo: OPENAI },
} as const satisfies Rules;
