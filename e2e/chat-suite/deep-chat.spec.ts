import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { chatCassette } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { deepChat } from '../support/drivers/deep-chat.ts';

/** Streams text without tools, with markdown that is cut within its marks. */
const text = chatCassette(
  [['How are you?', ['I am', ' **fi', 'ne**,', ' thank', ' you:\n\n', '- very\n', '- well\n']]],
  { name: 'text' },
);

/** Calls two tools at once. */
const PARALLEL = 'openrouter/multi_tool_streaming_kimi-k2';

/** Describes a defect of version 2.4.2, which a plain server shows as well. */
const JOINED =
  'it appends the arguments of the second call to those of the first, whatever their index: the handler gets {"a":2,"b":3}{"a":2,"b":3}, and throws without a message';

/** Left out: only the fault differs from a lost connection, and other UIs are tested with it. */
const LIKE_A_DISCONNECT: BehaviourId[] = [
  'show-error-after-500',
  'show-error-after-429',
  'retry-after-500',
  'retry-after-429',
];

/** Lists behaviours that depend on the content of a cassette: groq/tool_streaming gets all others. */
const BY_CONTENT: Record<string, BehaviourId[]> = {
  [text.file!]: ['grow-with-every-event'],
  [PARALLEL]: ['replay-conversation'],
};

const behaviours = chatBehaviours(deepChat, {
  cassettes: [text, 'groq/tool_streaming', PARALLEL],
  expectedFailures: {
    'pass-audit': 'its buttons have no name, and its white on blue has too little contrast',
    'announce-by-sentence': 'it has no live region',
    'stream-smoothly':
      'it renders the whole answer anew with each event, and shows marks that it takes back',
    'clear-error-after-retry': 'an error stays, as part of the conversation',
    [`${PARALLEL}: replay-conversation`]: JOINED,
  },
});

declareBehaviours(behaviours, { byContent: BY_CONTENT, leftOut: LIKE_A_DISCONNECT });
