import { casesOf, changed, taken } from './case.ts';

const loop = taken('handmade/anthropic/tool-loop', 1);
const bedrock = taken('handmade/bedrock/tool-loop', 1);
const vertex = taken('handmade/vertex-anthropic/tool-loop', 1);
/** Without thinking and tools. */
const plain = taken('handmade/anthropic/max-tokens', 0);
const prefilled = changed(plain, (body) =>
  body.messages.push({ role: 'assistant', content: 'Mercury, Venus' }),
);
const opus = changed(plain, (body) => {
  body.model = 'claude-opus-4-8';
  body.messages.push({ role: 'system', content: 'Be brief.' });
});
/** The answer of `loop` was recorded, that before it was not. */
const longer = changed(loop, (body) =>
  body.messages.unshift(
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'A greeting.', signature: 'RXF1b2Zhbm90aGVy' },
        { type: 'text', text: 'Hello. What shall I add for you today?' },
      ],
    },
  ),
);

export const ANTHROPIC_MESSAGES_BASES = [loop, bedrock, vertex, plain, prefilled, opus, longer];

/** The places: 0 the user, 1 the answer with thinking, a text and two calls, 2 the results. */
export const ANTHROPIC_MESSAGES_CASES = casesOf('anthropic-messages', loop, [
  [
    'result-without-call',
    'a result with the id of no call',
    'messages[2].content[0].tool_use_id',
    (body) => (body.messages[2].content[0].tool_use_id = 'toolu_other'),
  ],
  [
    'result-without-call',
    'a result whose call was cut off with the history',
    'messages[0].content[0].tool_use_id',
    (body) => body.messages.splice(0, 2),
    bedrock,
  ],
  [
    'call-without-result',
    'a call that got no result before the user spoke',
    'messages[1].content[3].id',
    (body) => body.messages[2].content.pop(),
  ],
  [
    'call-without-result',
    'a call whose turn was left',
    'messages[1].content[1].id',
    (body) => (body.messages[2].content = 'Stop'),
    vertex,
  ],
  [
    'result-after-text',
    'a word before the results',
    'messages[2].content[1]',
    (body) => body.messages[2].content.unshift({ type: 'text', text: 'Here:' }),
  ],
  [
    'repeated-call-id',
    'two calls with one id',
    'messages[1].content[3].id',
    (body) => {
      body.messages[1].content[3].id = 'toolu_01Add';
      body.messages[2].content.pop();
    },
  ],
  [
    'second-result',
    'a result that is sent twice',
    'messages[2].content[2].tool_use_id',
    (body) => body.messages[2].content.push(body.messages[2].content[0]),
  ],
  [
    'server-result-without-call',
    'a result of a search without the search',
    'messages[1].content[2].tool_use_id',
    (body) =>
      body.messages[1].content.splice(2, 0, {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_1',
        content: [],
      }),
  ],
  [
    'input-not-object',
    'arguments as a text of JSON',
    'messages[1].content[2].input',
    (body) => (body.messages[1].content[2].input = '{"a":2,"b":3}'),
  ],
  [
    'block-of-other-role',
    'a result among the words of the assistant',
    'messages[1].content[4].type',
    (body) => body.messages[1].content.push({ type: 'tool_result', tool_use_id: 'toolu_9' }),
  ],
  [
    'block-of-other-role',
    'a call among the words of the user',
    'messages[2].content[2].type',
    (body) =>
      body.messages[2].content.push({ type: 'tool_use', id: 'toolu_9', name: 'add', input: {} }),
  ],
  [
    'empty-text',
    'an empty text before the calls',
    'messages[1].content[1].text',
    (body) => (body.messages[1].content[1].text = ''),
  ],
  [
    'blank-text',
    'a text of blanks before the calls',
    'messages[1].content[1].text',
    (body) => (body.messages[1].content[1].text = '\n\n'),
  ],
  [
    'blank-text',
    'a message of blanks',
    'messages[0].content',
    (body) => (body.messages[0].content = ' '),
    plain,
  ],
  [
    'empty-content',
    'an answer that was stopped before its first word',
    'messages[1].content',
    (body) =>
      body.messages.splice(
        1,
        0,
        { role: 'assistant', content: [] },
        { role: 'user', content: 'Go on' },
      ),
    plain,
  ],
  [
    'empty-content',
    'an empty message of the user',
    'messages[0].content',
    (body) => (body.messages[0].content = ''),
    plain,
  ],
  [
    'trailing-whitespace',
    'an answer that was stopped after a blank, sent to be continued',
    'messages[1].content',
    (body) => (body.messages[1].content = 'Mercury, '),
    prefilled,
  ],
  [
    'unsupported-prefill',
    'an answer that was stopped, sent to a model that continues none',
    'messages[1].role',
    (body) => (body.model = 'claude-opus-4-6'),
    prefilled,
  ],
  [
    'system-role',
    'a system prompt among the messages',
    'messages[0].role',
    (body) => body.messages.unshift({ role: 'system', content: 'Be brief' }),
  ],
  [
    'system-role-first',
    'a system prompt at the start, of a model that takes later ones',
    'messages[0].role',
    (body) => body.messages.unshift({ role: 'system', content: 'Be brief' }),
    opus,
  ],
  [
    'unknown-role',
    'the role of another protocol',
    'messages[0].role',
    (body) => (body.messages[0].role = 'human'),
    plain,
  ],
  [
    'missing-thinking',
    'an answer without the thinking before its calls',
    'messages[1].content[0]',
    (body) => body.messages[1].content.shift(),
  ],
  [
    'missing-thinking',
    'an answer whose thinking moved behind its text',
    'messages[1].content[0]',
    (body) =>
      body.messages[1].content.splice(0, 2, ...body.messages[1].content.slice(0, 2).toReversed()),
  ],
  [
    'missing-signature',
    'thinking that lost its signature',
    'messages[1].content[0].signature',
    (body) => delete body.messages[1].content[0].signature,
  ],
  [
    'invalid-signature',
    'thinking with an empty signature',
    'messages[1].content[0].signature',
    (body) => (body.messages[1].content[0].signature = ''),
  ],
  [
    'invalid-signature',
    'thinking with a signature that was cut',
    'messages[3].content[0].signature',
    (body) => (body.messages[3].content[0].signature = 'EqoBCkgICRABGAIiQL7pX0m2'),
    longer,
  ],
  [
    'altered-thinking',
    'thinking that was trimmed',
    'messages[1].content[0].thinking',
    (body) => (body.messages[1].content[0].thinking = 'Two sums are asked for.'),
  ],
  [
    'altered-thinking',
    'thinking that was left out, of the last of two answers',
    'messages[3].content[0].thinking',
    (body) => (body.messages[3].content[0].thinking = ''),
    longer,
  ],
  [
    'thinking-at-the-end',
    'an answer that was stopped while the model was thinking',
    'messages[1].content[0]',
    (body) => {
      body.messages[1].content.splice(1);
      body.messages[2].content = 'Go on';
    },
  ],
  ['missing-max-tokens', 'no limit', 'max_tokens', (body) => delete body.max_tokens, plain],
  [
    'temperature-with-thinking',
    'a temperature beside thinking',
    'temperature',
    (body) => (body.temperature = 0.5),
  ],
  ['top-k-with-thinking', 'top_k beside thinking', 'top_k', (body) => (body.top_k = 40)],
  [
    'forced-tool-with-thinking',
    'a forced tool beside thinking',
    'tool_choice',
    (body) => (body.tool_choice = { type: 'tool', name: 'add' }),
  ],
  [
    'small-thinking-budget',
    'a small budget',
    'thinking.budget_tokens',
    (body) => (body.thinking.budget_tokens = 512),
  ],
  [
    'thinking-budget-above-limit',
    'a budget of all that the answer may take',
    'thinking.budget_tokens',
    (body) => {
      body.max_tokens = 2048;
      body.thinking = { type: 'enabled', budget_tokens: 2048 };
      delete body.tools;
    },
    plain,
  ],
  [
    'repeated-tool-name',
    'two tools with one name',
    'tools[1].name',
    (body) => (body.tools[1].name = 'add'),
    plain,
  ],
  [
    'invalid-tool-name',
    'a tool with a dot in its name',
    'tools[0].name',
    (body) => (body.tools[0].name = 'math.add'),
    plain,
  ],
  [
    'choice-of-unknown-tool',
    'a choice of a tool that is not offered',
    'tool_choice',
    (body) => (body.tool_choice = { type: 'tool', name: 'subtract' }),
    plain,
  ],
]);
