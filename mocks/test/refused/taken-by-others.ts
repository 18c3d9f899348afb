import { ANTHROPIC_MESSAGES_BASES } from './anthropic-messages.ts';
import { type TakenRow, takenCasesOf } from './case.ts';
import { GOOGLE_GENERATIVE_BASES } from './google-generative.ts';

const [claude, , vertex, plain, prefilled] = ANTHROPIC_MESSAGES_BASES;
const [signed, gemini, vertexGemini] = GOOGLE_GENERATIVE_BASES;

const ROWS: TakenRow[] = [
  [
    'a forced tool beside adaptive thinking',
    claude,
    (body) => {
      body.thinking = { type: 'adaptive' };
      body.tool_choice = { type: 'any' };
    },
  ],
  [
    'an answer without thinking beside adaptive thinking',
    claude,
    (body) => {
      body.thinking = { type: 'adaptive' };
      body.messages[1].content.shift();
    },
  ],
  [
    'an answer of a turn that is over, without its thinking',
    claude,
    (body) => {
      body.messages[1].content.shift();
      body.messages.push(
        { role: 'assistant', content: '5 and 6' },
        { role: 'user', content: 'Ok' },
      );
    },
  ],
  [
    'thinking that was redacted',
    claude,
    (body) => (body.messages[1].content[0] = { type: 'redacted_thinking', data: 'EmwKAhg' }),
  ],
  ['a budget above the limit, beside tools', claude, (body) => (body.max_tokens = 1000)],
  [
    'a word behind the results',
    claude,
    (body) => body.messages[2].content.push({ type: 'text', text: 'Go on' }),
  ],
  [
    'results in two messages of the user',
    claude,
    (body) => body.messages.push({ role: 'user', content: [body.messages[2].content.pop()] }),
  ],
  [
    'a blank text that ends an earlier answer',
    claude,
    (body) => (body.messages[1].content[1].text += ' \n'),
  ],
  ['nothing of the assistant at the end', prefilled, (body) => (body.messages[1].content = '')],
  [
    'an answer to continue, of an old model whose date has a 6 in it',
    prefilled,
    (body) => (body.model = 'claude-opus-4-20250614'),
  ],
  [
    'a first message of the assistant, and two in a row',
    plain,
    (body) => {
      const hello = { role: 'assistant', content: 'How can I help?' };
      body.messages.unshift(hello, hello);
    },
  ],
  [
    'a search that the provider has made, and its result',
    plain,
    (body) =>
      body.messages.push(
        {
          role: 'assistant',
          content: [
            { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
            { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
            { type: 'text', text: 'So it is.' },
          ],
        },
        body.messages[0],
      ),
  ],
  [
    'an answer that has paused while the provider searches, of a model that continues none',
    plain,
    (body) => {
      body.model = 'claude-opus-4-6';
      const search = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };
      body.messages.push({ role: 'assistant', content: [search] });
    },
  ],
  [
    'a tool of the provider beside those of the app',
    vertex,
    (body) => {
      body.tools.push({ type: 'mcp_toolset', mcp_server_name: 'files' });
      body.tool_choice = { type: 'tool', name: 'read' };
    },
  ],
  [
    'anything, of a model that is not Claude',
    plain,
    (body) => {
      body.model = 'deepseek-chat';
      delete body.max_tokens;
      body.messages[0].content = ' ';
    },
  ],
  [
    'a call without a signature in a turn that is over',
    signed,
    (body) => {
      delete body.contents[1].parts[1].thoughtSignature;
      body.contents.push(
        { role: 'model', parts: [{ text: '5 and 6' }] },
        { role: 'user', parts: [{ text: 'Ok' }] },
      );
    },
  ],
  [
    'a stand-in for a signature',
    signed,
    (body) => (body.contents[1].parts[1].thoughtSignature = 'skip_thought_signature_validator'),
  ],
  [
    'a call without a signature, of an older model',
    gemini,
    (body) => delete body.contents[1].parts[1].thoughtSignature,
  ],
  [
    'the answer of a model in several contents',
    gemini,
    (body) => {
      const [thought, ...calls] = body.contents[1].parts;
      const [first, second] = calls;
      body.contents.splice(
        1,
        1,
        ...[thought, first, second].map((part: object) => ({ role: 'model', parts: [part] })),
      );
    },
  ],
  [
    'a result in pieces',
    vertexGemini,
    (body) => {
      body.contents[2].parts[0].functionResponse.willContinue = true;
      body.contents[2].parts.push(body.contents[2].parts[0]);
    },
  ],
  [
    'keys with underscores',
    signed,
    (body) => {
      const part = body.contents[1].parts[1];
      part.function_call = part.functionCall;
      part.thought_signature = part.thoughtSignature;
      delete part.functionCall;
      delete part.thoughtSignature;
    },
  ],
  ['a role that is left out', gemini, (body) => delete body.contents[0].role],
];

/** What looks like something that is refused, and is taken. */
export const TAKEN_BY_OTHERS = takenCasesOf(ROWS);
