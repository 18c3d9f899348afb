import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { demoApp, demoAppByBackEnd } from '../support/drivers/demo-app.ts';

// What every chat UI does, behind two back ends.

/** Lists what depends on the way to the page: `recordings.spec.ts` checks event by event. */
const BY_TRANSPORT: BehaviourId[] = [
  'stop-cancels-request',
  'keep-partial-after-disconnect',
  'retry-after-500',
];

/** Lists what depends on a back end that runs the tools, too: a page draws the rest as it does without. */
const BY_BACK_END: BehaviourId[] = [
  ...BY_TRANSPORT,
  'grow-with-every-event',
  'show-call-before-result',
  'replay-conversation',
  'ask-after-stop',
  'answer-several-questions',
];

const cassette = 'groq/tool_streaming';

test.describe('a back end that passes on the bytes of the provider', () => {
  const behaviours = chatBehaviours(demoApp, { cassettes: [cassette] });
  declareBehaviours(behaviours.filter(({ id }) => BY_TRANSPORT.includes(id)));
});

test.describe('a back end that runs the tools and streams its own messages', () => {
  const behaviours = chatBehaviours(demoAppByBackEnd, { cassettes: [cassette] });
  declareBehaviours(behaviours.filter(({ id }) => BY_BACK_END.includes(id)));
});
