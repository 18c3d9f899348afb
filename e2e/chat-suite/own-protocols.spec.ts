import { defineProtocol } from 'playhead';
import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { test } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { plainPageOf } from '../support/drivers/plain-page.ts';
import { OWN_PROTOCOLS } from '../support/own-protocols.ts';

/** Depend on how events and requests are read and written; the others on the page, which is the same. */
const BY_PROTOCOL: BehaviourId[] = [
  'grow-with-every-event',
  'replay-conversation',
  'answer-several-questions',
];
/** Depend on where a stream breaks, and on its calls: one protocol that has them is enough. */
const BY_BREAK: BehaviourId[] = [
  ...BY_PROTOCOL,
  'show-call-before-result',
  'show-tool-results',
  'stop-cancels-request',
  'keep-partial-after-disconnect',
  'retry-after-disconnect',
];

for (const { declared, script, cassette } of Object.values(OWN_PROTOCOLS)) {
  const behaviours = chatBehaviours(plainPageOf(declared.name, script), { cassettes: [cassette] });
  const chosen = declared.name === 'nested-lines' ? BY_BREAK : BY_PROTOCOL;
  const all = process.env['OWN_PROTOCOLS'] === 'all';
  test.describe(declared.name, () => {
    test.use({ protocol: defineProtocol(declared) });
    declareBehaviours(behaviours.filter(({ id }) => all || chosen.includes(id)));
  });
}
