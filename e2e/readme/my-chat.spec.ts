import { chatBehaviours } from 'playhead/chat-suite';
import { myChat } from './my-chat.ts';
import { test } from './my-test.ts';

const behaviours = chatBehaviours(myChat, {
  cassettes: ['groq/tool_streaming'],
  expectedFailures: { 'announce-by-sentence': 'issue 12: it announces each word' },
});

for (const behaviour of behaviours) {
  test.describe(() => {
    test.use(behaviour.use);
    test(behaviour.title, behaviour.details, behaviour.run);
  });
}
