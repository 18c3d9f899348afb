import { type BehaviourId, chatBehaviours } from 'playhead/chat-suite';
import { chatCassette } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { demoApp } from '../support/drivers/demo-app.ts';

/** Reads differently once rendered, and is cut within its marks. */
const markdown = chatCassette(
  [
    [
      'What is the plan?',
      [
        'Steps:\n\n1',
        '. First\n2. Salt &am',
        'p; pepper\n\n- [',
        'x] done\n- [ ] open\n\n``',
        '`j',
        's\nconst five = 5;\n``',
        '`\n\nSee [do',
        'cs](https://exam',
        'ple.com/a "the title") or ![a pic',
        'ture](https://example.com/b.png) now.\n\n| na',
        'me | sum |\n|-',
        '-|--|\n| a | fi',
        've |\n\nThat is [al',
        'l][1] of it.\n\n[1]: https://exa',
        'mple.com/c\n',
      ],
    ],
  ],
  { name: 'markdown', url: 'https://api.groq.com/openai/v1/chat/completions' },
);

/** Left out: the specs of the demo app itself look closer at these, and those of quality. */
const LEFT_OUT: BehaviourId[] = [
  'grow-with-every-event',
  'stream-smoothly',
  'follow-growing-answer',
  'announce-by-sentence',
  'pass-audit',
  'keep-hostile-content-inert',
  'keep-reading-position',
  'stop-cancels-request',
  'stop-without-error',
  'ask-after-stop',
  'keep-partial-after-disconnect',
  'show-error-after-disconnect',
  'show-error-after-500',
  'show-error-after-429',
  'retry-after-disconnect',
  'retry-after-500',
  'retry-after-429',
  'clear-error-after-retry',
  'send-question-once-on-retry',
];

/** Lists behaviours that depend on the content of a cassette: the first cassette gets all others. */
const BY_CONTENT: Record<string, BehaviourId[]> = {
  'handmade/openai-chat/calls-in-one-chunk': ['show-call-before-result', 'show-tool-results'],
  markdown: ['grow-with-every-event', 'stream-smoothly', 'show-answers-once'],
};

const behaviours = chatBehaviours(demoApp, {
  cassettes: [
    'openrouter/multi_tool_streaming_kimi-k2',
    'handmade/openai-chat/calls-in-one-chunk',
    markdown,
  ],
  expectedFailures: {
    'markdown: stream-smoothly': 'a definition of links makes the whole answer one block, once',
  },
});

declareBehaviours(behaviours, { byContent: BY_CONTENT, leftOut: LEFT_OUT });
