import { chatCassette, chatSuite } from 'playhead/playwright';
import { demoApp } from '../support/drivers/demo-app.ts';

/** What is written otherwise than it is shown, cut where it hurts. */
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

chatSuite(demoApp, {
  cassettes: [
    'openrouter/multi_tool_streaming_kimi-k2',
    'handmade/openai-chat/calls-in-one-chunk',
    markdown,
  ],
  skip: {
    'markdown: streams well, without jumps and flicker':
      'a definition of links makes the whole answer one block, once',
  },
});
