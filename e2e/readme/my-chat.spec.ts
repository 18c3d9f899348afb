import { chatSuite } from 'playhead/playwright';
import { myChat } from './my-chat.ts';
import { test } from './my-test.ts';

test.describe('what every chat UI does', () => {
  chatSuite(myChat, {
    cassettes: ['groq/tool_streaming'],
    skip: {
      'announces an answer, and not every word of it by itself': 'issue 12: it announces each word',
    },
    test,
  });
});
