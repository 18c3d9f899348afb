import { chatCassette, chatSuite } from 'playhead/playwright';
import { recordings } from '../cassettes.ts';
import { deepChat } from '../drivers/deep-chat.ts';

const words = chatCassette(
  [['How are you?', ['I am', ' **fine**,', ' thank', ' you:\n\n', '- very\n', '- well\n']]],
  { name: 'words' },
);

chatSuite(deepChat, { cassettes: [words, ...recordings.map(({ name }) => name)] });
