import { ANTHROPIC_MESSAGES_BASES } from './anthropic-messages.ts';
import { changed, type Json, type TakenRequest } from './case.ts';
import { GOOGLE_GENERATIVE_BASES } from './google-generative.ts';
import { OPENAI_CHAT_BASES } from './openai-chat.ts';
import { OPENAI_RESPONSES_BASES } from './openai-responses.ts';

const [openai, groq, moonshot, dashscope, mistral] = OPENAI_CHAT_BASES as TakenRequest[];
const [responses, , encrypted] = OPENAI_RESPONSES_BASES as TakenRequest[];
const [claude, , vertex, plain, prefilled] = ANTHROPIC_MESSAGES_BASES as TakenRequest[];
const [signed, gemini, vertexGemini] = GOOGLE_GENERATIVE_BASES as TakenRequest[];

/** What looks like something that is refused, and is taken: what it is, and how it is made. */
const ROWS: [what: string, base: TakenRequest | undefined, change: (body: Json) => void][] = [
  [
    'results in another order than the calls',
    openai,
    (body) => body.messages.push(...body.messages.splice(3, 1)),
  ],
  [
    'the id of a call again, in a later turn',
    openai,
    (body) => body.messages.push(...body.messages.slice(1)),
  ],
  [
    'a call and its result, both without an id',
    groq,
    (body) => {
      for (const each of body.messages[2].tool_calls) delete each.id;
      body.messages[3].tool_call_id = '';
      body.messages[4].tool_call_id = '';
    },
  ],
  [
    'a refusal without content',
    openai,
    (body) =>
      body.messages.push({ role: 'assistant', content: null, refusal: 'No' }, body.messages[1]),
  ],
  [
    'null as content at a lenient host',
    groq,
    (body) => body.messages.push({ role: 'assistant', content: null }, body.messages[1]),
  ],
  [
    'arguments that are no JSON, as the model has sent them',
    openai,
    (body) => (body.messages[2].tool_calls[0].function.arguments = '{"a":'),
  ],
  [
    'empty arguments at a host that wants JSON',
    dashscope,
    (body) => (body.messages[2].tool_calls[0].function.arguments = ''),
  ],
  [
    'a call of a tool that is not offered, and with arguments of its own',
    openai,
    (body) => body.tools.shift(),
  ],
  [
    'a choice of a tool that is offered',
    openai,
    (body) => (body.tool_choice = { type: 'function', function: { name: 'add' } }),
  ],
  [
    'a strict schema',
    openai,
    (body) => {
      body.tools[0].function.strict = true;
      body.tools[0].function.parameters.additionalProperties = false;
    },
  ],
  ['null for options that are not used', openai, (body) => (body.parallel_tool_calls = null)],
  [
    'the new limit, with a model that thinks',
    openai,
    (body) => {
      body.model = 'o3-mini';
      body.max_completion_tokens = body.max_tokens;
      delete body.max_tokens;
      body.temperature = 1;
    },
  ],
  ['the old limit, with a chat model', openai, (body) => (body.model = 'gpt-5-chat-latest')],
  [
    'JSON that a message asks for',
    openai,
    (body) => {
      body.response_format = { type: 'json_object' };
      body.messages[0].content += ' Answer in JSON.';
    },
  ],
  [
    'no reasoning where the model is told not to think',
    moonshot,
    (body) => {
      body.thinking = { type: 'disabled' };
      delete body.messages[2].reasoning_content;
    },
  ],
  [
    'an answer to continue, said to be a prefix',
    mistral,
    (body) => body.messages.push({ role: 'assistant', content: 'I will', prefix: true }),
  ],
  [
    'a text as input',
    responses,
    (body) => {
      body.input = 'Hi';
    },
  ],
  [
    'outputs of calls that the provider keeps as items',
    responses,
    (body) =>
      body.input.splice(
        1,
        4,
        ...['rs_a1', 'msg_a1', 'fc_a1', 'fc_a2'].map((id) => ({ type: 'item_reference', id })),
      ),
  ],
  [
    'a message without its reasoning, where nothing is stored',
    responses,
    (body) => {
      body.store = false;
      body.input.splice(1, 1);
    },
  ],
  [
    'reasoning without its encrypted content',
    encrypted,
    (body) => delete body.input[1].encrypted_content,
  ],
  [
    'a choice of a tool that a stored prompt may offer',
    responses,
    (body) => {
      body.prompt = { id: 'pmpt_1' };
      body.tool_choice = { type: 'function', name: 'subtract' };
    },
  ],
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

export const TAKEN_CASES: [what: string, TakenRequest][] = ROWS.map(([what, base, change]) => [
  what,
  changed(base!, change),
]);
