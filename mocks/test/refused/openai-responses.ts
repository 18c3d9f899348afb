import { casesOf, changed, taken } from './case.ts';

const loop = taken('handmade/openai-responses/tool-loop', 1);
/** As `loop`, of an app that lets the provider keep the history. */
const kept = changed(loop, (body) => {
  body.input = body.input.slice(-2);
  body.previous_response_id = 'resp_a1';
});
const encrypted = {
  request: changed(loop, (body) => (body.input[1].encrypted_content = 'gAAAAABo2b')).request,
  responses: loop.responses.map((response) => ({
    ...response,
    body: `event: response.output_item.done\ndata: ${JSON.stringify({
      type: 'response.output_item.done',
      output_index: 0,
      item: { id: 'rs_a1', type: 'reasoning', summary: [], encrypted_content: 'gAAAAABo2b' },
    })}\n\n`,
  })),
};

export const OPENAI_RESPONSES_BASES = [loop, kept, encrypted];

/** The places: 0 user, 1 reasoning, 2 message, 3 and 4 calls, 5 and 6 outputs. */
export const OPENAI_RESPONSES_CASES = casesOf('openai-responses', loop, [
  [
    'result-without-call',
    'an output with the id of the item',
    'input[5].call_id',
    (body) => (body.input[5].call_id = 'fc_a1'),
  ],
  [
    'result-without-call',
    'outputs alone, without what the provider keeps',
    'input[0].call_id',
    (body) => {
      delete body.previous_response_id;
      body.input.pop();
    },
    kept,
  ],
  [
    'call-without-result',
    'a call without an output',
    'input[4].call_id',
    (body) => body.input.pop(),
  ],
  [
    'call-without-result',
    'a custom call without an output',
    'input[7].call_id',
    (body) =>
      body.input.push({ type: 'custom_tool_call', call_id: 'call_c', name: 'run', input: 'ls' }),
  ],
  [
    'reasoning-without-item',
    'reasoning whose answer was cut off',
    'input[1]',
    (body) => body.input.splice(2, 5),
  ],
  [
    'reasoning-without-item',
    'reasoning before the word of the user',
    'input[7]',
    (body) =>
      body.input.push(
        { type: 'reasoning', id: 'rs_b', summary: [] },
        { role: 'user', content: '?' },
      ),
  ],
  [
    'item-without-reasoning',
    'a message without the reasoning before it',
    'input[1].id',
    (body) => body.input.splice(1, 1),
  ],
  [
    'altered-reasoning',
    'encrypted reasoning that was cut',
    'input[1].encrypted_content',
    (body) => (body.input[1].encrypted_content = 'gAAAAABo'),
    encrypted,
  ],
  [
    'repeated-item',
    'an item that is sent twice',
    'input[3].id',
    (body) => body.input.splice(3, 0, body.input[2]),
  ],
  [
    'invalid-item-id',
    'a call with its call id as its own',
    'input[3].id',
    (body) => (body.input[3].id = 'call_a1'),
  ],
  [
    'empty-call-id',
    'a call with an empty id',
    'input[3].call_id',
    (body) => body.input.splice(3, 0, { type: 'computer_call', call_id: '' }),
  ],
  [
    'long-call-id',
    'a call id of another provider, which is too long',
    'input[3].call_id',
    (body) => body.input.splice(3, 0, { type: 'computer_call', call_id: 'x'.repeat(65) }),
  ],
  [
    'input-part-of-assistant',
    'an answer sent back as the user’s text',
    'input[2].content[0].type',
    (body) => (body.input[2].content[0].type = 'input_text'),
  ],
  [
    'input-part-of-assistant',
    'an answer sent back as a part of chat completions',
    'input[2].content[0].type',
    (body) => (body.input[2].content[0].type = 'text'),
  ],
  [
    'two-histories',
    'a conversation beside the response before',
    'previous_response_id',
    (body) => (body.conversation = 'conv_1'),
    kept,
  ],
  [
    'invalid-tool-name',
    'a tool with a slash in its name',
    'tools[0].name',
    (body) => (body.tools[0].name = 'math/add'),
  ],
  [
    'schema-not-strict',
    'a strict tool that allows more properties',
    'tools[1].parameters',
    (body) => delete body.tools[1].parameters.additionalProperties,
  ],
  [
    'choice-of-unknown-tool',
    'a choice of a tool that is not offered',
    'tool_choice',
    (body) => (body.tool_choice = { type: 'function', name: 'subtract' }),
  ],
]);
