import { type TakenRow, takenCasesOf } from './case.ts';
import { OPENAI_CHAT_BASES } from './openai-chat.ts';
import { OPENAI_RESPONSES_BASES } from './openai-responses.ts';

const [openai, groq, moonshot, dashscope, mistral] = OPENAI_CHAT_BASES;
const [responses, , encrypted] = OPENAI_RESPONSES_BASES;

const ROWS: TakenRow[] = [
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
];

/** What looks like something that is refused, and is taken. */
export const TAKEN_BY_OPENAI = takenCasesOf(ROWS);
