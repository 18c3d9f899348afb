import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { createChat } from '../support/demo-app/chat.ts';
import { demoApp } from '../support/drivers/demo-app.ts';

// Synthetic answers are in the protocol of the recording, and at its address.

/** Needs the answers to be found, read and sent back in a second and a third request. */
const SEVERAL: BehaviourId[] = ['answer-several-questions'];
const SYNTHETIC: BehaviourId[] = [
  ...SEVERAL,
  'follow-growing-answer',
  'keep-reading-position',
  'announce-by-sentence',
  'keep-hostile-content-inert',
];

for (const [provider, name, ids] of [
  ['openai-responses', 'tool-loop', SEVERAL],
  ['anthropic', 'tool-loop', SEVERAL],
  ['google', 'tool-loop', SEVERAL],
  ['ollama', 'tool-loop', SEVERAL],
  ['ai-sdk-ui', 'client-tools', SYNTHETIC],
] as const) {
  const driver = {
    ...demoApp,
    open: (page: Parameters<typeof createChat>[0]) => createChat(page).open(provider),
  };
  const behaviours = chatBehaviours(driver, { cassettes: [`handmade/${provider}/${name}`] });
  test.describe(provider, () => {
    declareBehaviours(behaviours.filter(({ id }) => ids.includes(id)));
  });
}
