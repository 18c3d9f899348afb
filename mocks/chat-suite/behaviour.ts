import type { Feature } from './driver.ts';
import type { Scenario } from './scenario.ts';

/** Names a behaviour in options and tags: it stays when the title is reworded. */
export type BehaviourId =
  | 'show-first-text-early'
  | 'grow-with-every-event'
  | 'stream-smoothly'
  | 'show-call-before-result'
  | 'show-tool-results'
  | 'replay-conversation'
  | 'show-answers-once'
  | 'no-error-on-success'
  | 'no-uncaught-error'
  | 'pass-audit'
  | 'stop-cancels-request'
  | 'stop-without-error'
  | 'ask-after-stop'
  | 'keep-partial-after-disconnect'
  | `show-error-after-${Failure}`
  | `retry-after-${Failure}`
  | 'clear-error-after-retry'
  | 'send-question-once-on-retry'
  | 'answer-several-questions'
  | 'follow-growing-answer'
  | 'keep-reading-position'
  | 'announce-by-sentence'
  | 'keep-hostile-content-inert';

/** Names a fault in ids. */
export type Failure = 'disconnect' | '500' | '429';

/** One thing that a good chat UI does, whatever it looks like. */
export interface Behaviour {
  id: BehaviourId;
  /** In the present tense, with the UI as its subject. */
  title: string;
  /** Lists what the UI must have for it. */
  needs?: readonly Feature[];
  /**
   * How requests find their responses: `'last-user-turn'` where it does not matter what the UI
   * sends along of an earlier failure. Default: by the whole conversation.
   */
  match?: 'last-user-turn';
  /** Throws where the UI does otherwise. */
  check(scenario: Scenario): Promise<void>;
}
