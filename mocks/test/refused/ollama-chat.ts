import { casesOf, taken } from './case.ts';

const loop = taken('handmade/ollama/tool-loop', 1);

export const OLLAMA_CHAT_BASES = [loop];

export const OLLAMA_CHAT_CASES = casesOf('ollama-chat', loop, [
  [
    'content-not-text',
    'a list of parts',
    'messages[0].content',
    (body) => (body.messages[0].content = [{ type: 'text', text: 'Hi' }]),
  ],
  [
    'arguments-as-text',
    'arguments as a text of JSON',
    `messages[${(loop.request.body as { messages: { tool_calls?: unknown }[] }).messages.findIndex((each) => each.tool_calls)}].tool_calls[0].function.arguments`,
    (body) => {
      const { function: call } = body.messages.find((each: object) => 'tool_calls' in each)
        .tool_calls[0];
      call.arguments = JSON.stringify(call.arguments);
    },
  ],
]);
