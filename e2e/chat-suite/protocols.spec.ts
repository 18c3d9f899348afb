import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { createChat } from '../support/demo-app/chat.ts';
import { demoApp } from '../support/drivers/demo-app.ts';

// Synthetic answers are in the protocol of the recording, and at its address.

/** Needs the answers to be found, read and sent back in a second and a third request. */
const SEVERAL: BehaviourId = 'answer-several-questions';

for (const [provider, name] of [
  ['openai-responses', 'tool-loop'],
  ['anthropic', 'tool-loop'],
  ['google', 'tool-loop'],
  ['ollama', 'tool-loop'],
  ['ai-sdk-ui', 'client-tools'],
] as const) {
  const driver = {
    ...demoApp,
    open: (page: Parameters<typeof createChat>[0]) => createChat(page).open(provider),
  };
  const behaviours = chatBehaviours(driver, { cassettes: [`handmade/${provider}/${name}`] });
  test.describe(provider, () => {
    declareBehaviours(behaviours.filter(({ id }) => id === SEVERAL));
  });
}
