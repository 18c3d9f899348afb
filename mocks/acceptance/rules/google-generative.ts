import type { Rules } from '../refusal.ts';

const REFERENCE = 'https://ai.google.dev/api/caching#Content';

/** What Gemini refuses, at Google AI and on Vertex AI. */
export const GOOGLE_GENERATIVE_RULES = {
  'result-without-call': {
    providerMessage:
      'Please ensure that function response turn comes immediately after a function call turn.',
    source: 'https://github.com/GoogleCloudPlatform/generative-ai/pull/368',
  },
  'results-not-as-many-as-calls': {
    providerMessage:
      'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
    source: 'https://github.com/google-gemini/gemini-cli/issues/16415',
  },
  'call-at-the-start': {
    providerMessage:
      'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
    source: 'https://github.com/google-gemini/gemini-cli/issues/26486',
  },
  'missing-thought-signature': {
    providerMessage:
      'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:Task` , position 2. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.',
    source: 'https://ai.google.dev/gemini-api/docs/thought-signatures',
  },
  'altered-thought-signature': {
    providerMessage: 'Corrupted thought signature.',
    source: 'https://github.com/google-gemini/gemini-cli/issues/13467',
  },
  'empty-contents': {
    providerMessage: '* GenerateContentRequest.contents: contents is not specified',
    source: 'https://github.com/vercel/ai/issues/3775',
  },
  'empty-parts': {
    providerMessage:
      '* GenerateContentRequest.contents[1].parts: contents.parts must not be empty.',
    source: 'https://github.com/egoist/chatwise-releases/issues/250',
  },
  'part-without-data': {
    providerMessage:
      "* GenerateContentRequest.contents[1].parts[0].data: required oneof field 'data' must have one initialized field",
    source: 'https://github.com/genkit-ai/genkit/issues/3816',
  },
  'unknown-role': { source: REFERENCE },
  'args-not-object': { source: REFERENCE },
  'response-not-object': { source: REFERENCE },
  'invalid-tool-name': {
    providerMessage:
      'tools[0].function_declarations[53].name: [FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be a-z, A-Z, 0-9, or contain underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.',
    source: 'https://github.com/kaitranntt/ccs/issues/25',
  },
} as const satisfies Rules;
