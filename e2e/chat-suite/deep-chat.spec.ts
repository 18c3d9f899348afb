import { chatCassette, chatSuite } from 'playhead/playwright';
import { deepChat } from '../support/drivers/deep-chat.ts';

/** Words alone, with markdown cut where it hurts. */
const words = chatCassette(
  [['How are you?', ['I am', ' **fi', 'ne**,', ' thank', ' you:\n\n', '- very\n', '- well\n']]],
  { name: 'words' },
);

/** Calls two tools at once, as all other recordings do. */
const PARALLEL = 'openrouter/multi_tool_streaming_kimi-k2';

/** What version 2.4.2 is known to do: none of it is the doing of a mock, a plain server shows the same. */
const JOINED =
  'it appends the arguments of the second call to those of the first, whatever their index: the handler gets {"a":2,"b":3}{"a":2,"b":3}, throws, and nobody is told';

chatSuite(deepChat, {
  cassettes: [words, 'groq/tool_streaming', PARALLEL],
  skip: {
    'passes the audit while it streams, and afterwards':
      'its buttons have no name, and its white on blue has too little contrast',
    'announces an answer, and not every word of it by itself': 'it has no live region',
    'streams well, without jumps and flicker':
      'it renders the whole answer anew with each event, and shows marks that it takes back',
    'takes the error away once the answer is there': 'an error stays, as part of the conversation',
    ...Object.fromEntries(
      [
        'shows the text grow with every event, and takes nothing back',
        'asks what was recorded, and shows what was answered',
        'shows each answer once',
        'shows no error beside a good answer',
        'throws nothing that nobody catches',
        'one can ask again after a stop',
        'one can ask again after a lost connection, and gets the answer',
        'one can ask again after status 500, and gets the answer',
        'one can ask again after status 429, and gets the answer',
      ].map((title) => [`${PARALLEL}: ${title}`, JOINED]),
    ),
  },
});
