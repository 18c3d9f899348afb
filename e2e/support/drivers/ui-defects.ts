import type { BehaviourId } from 'playhead/chat-suite';

/**
 * Lists the defects that the plain page can have, each with behaviours that it must fail. Between them
 * every behaviour fails, but the audit: `deep-chat.spec.ts` fails that. What else does not stream
 * smoothly is in `quality/defects.spec.ts`.
 */
export const DEFECTS = {
  'buffers-answer': ['show-first-text-early'],
  'removes-text': ['grow-with-every-event'],
  'remounts-text': ['stream-smoothly'],
  'drops-partial-text': ['keep-partial-after-disconnect'],
  'stop-keeps-request': ['stop-cancels-request'],
  'injects-html': ['keep-hostile-content-inert'],
  'steals-scroll': ['keep-reading-position'],
  'does-not-follow': ['follow-growing-answer'],
  'announces-each-token': ['announce-by-sentence'],
  'announces-nothing': ['announce-by-sentence'],
  'shows-twice': ['show-answers-once'],
  invisible: ['replay-conversation'],
  'forgets-history': ['answer-several-questions'],
  'hides-tool-calls': ['show-call-before-result'],
  'hides-tool-results': ['show-tool-results'],
  'false-alarm': ['no-error-on-success'],
  'stale-error': ['clear-error-after-retry'],
  'uncaught-error': ['no-uncaught-error'],
  'stop-shows-error': ['stop-without-error'],
  'stop-breaks-app': ['ask-after-stop'],
  'hides-errors': ['show-error-after-disconnect', 'show-error-after-500', 'show-error-after-429'],
  'retry-repeats-question': ['send-question-once-on-retry'],
  'retry-does-nothing': ['retry-after-disconnect', 'retry-after-500', 'retry-after-429'],
} satisfies Record<string, BehaviourId[]>;

export type Defect = keyof typeof DEFECTS;

interface DefectivePage {
  /** None of them hides another. */
  defects: Defect[];
  /** Sets the page up in another right way. */
  variant?: 'column-reverse' | 'window-scrolls' | 'throttled';
  /** Behaviours that must pass all the same. `my-chat.spec.ts` runs all on a page without defects. */
  passes: BehaviourId[];
}

export const PAGES: DefectivePage[] = [
  {
    defects: [
      'buffers-answer',
      'uncaught-error',
      'hides-errors',
      'announces-nothing',
      'shows-twice',
    ],
    passes: ['replay-conversation'],
  },
  {
    defects: [
      'removes-text',
      'drops-partial-text',
      'stop-keeps-request',
      'stop-breaks-app',
      'injects-html',
      'steals-scroll',
      'announces-each-token',
      'forgets-history',
      'stale-error',
    ],
    passes: ['retry-after-500'],
  },
  {
    defects: [
      'hides-tool-calls',
      'hides-tool-results',
      'remounts-text',
      'does-not-follow',
      'stop-shows-error',
      'false-alarm',
      'retry-does-nothing',
    ],
    variant: 'window-scrolls',
    passes: ['keep-reading-position'],
  },
  {
    defects: ['invisible', 'retry-repeats-question'],
    variant: 'column-reverse',
    passes: ['follow-growing-answer', 'keep-reading-position'],
  },
  {
    defects: [],
    variant: 'throttled',
    passes: ['grow-with-every-event', 'follow-growing-answer', 'keep-reading-position'],
  },
];
