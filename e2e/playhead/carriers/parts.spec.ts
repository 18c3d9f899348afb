import type { Part } from 'playhead';
import type { PlayheadStream } from 'playhead/playwright';
import { cassette, event, interaction } from '../../support/handmade.ts';
import { expect, test } from '../../support/demo-app/fixtures.ts';
import type { Chat } from '../../support/demo-app/chat.ts';

/** A stream with one of each kind of part, in this order. */
const events = [
  event({ role: 'assistant', content: '' }),
  event({ reasoning: 'They want a sum.' }),
  event({ content: 'Let me add.' }),
  event({ tool_calls: [{ index: 0, id: 'a', function: { name: 'add', arguments: '' } }] }),
  event({ tool_calls: [{ index: 0, function: { arguments: '{"a":2,' } }] }),
  event({ tool_calls: [{ index: 0, function: { arguments: '"b":3}' } }] }),
  event({}, 'tool_calls'),
  'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}\n\n',
  'data: {"error":{"message":"the provider broke","code":500}}\n\n',
];

test.use({ cassette: cassette(interaction('Add 2 and 3', events)), pace: 'manual' });

/** Looks once, without retries, right after each kind of part; softly, so that one hides no other. */
const PARTS: [
  part: Part['type'],
  position: number,
  look: (chat: Chat, stream: PlayheadStream) => Promise<void>,
][] = [
  [
    'reasoning',
    2,
    async ({ answers }) => {
      expect.soft(await answers.textContent(), 'folded away').toBe('Thinking…They want a sum.');
    },
  ],
  [
    'text',
    3,
    async ({ answers, toolCards }) => {
      expect.soft(await answers.textContent()).toBe('ThoughtThey want a sum.Let me add.');
      expect.soft(await answers.getAttribute('aria-busy')).toBe('true');
      expect.soft(await toolCards.count()).toBe(0);
    },
  ],
  [
    'tool-call',
    4,
    async ({ toolCards, field }) => {
      expect.soft(await toolCards.getAttribute('aria-label')).toBe('add');
      expect.soft(await toolCards.textContent()).toContain('Writing');
      expect.soft((await field(toolCards, 'Arguments').allTextContents()).join('')).toBe('');
    },
  ],
  [
    'tool-arguments',
    5,
    async ({ toolCards, field }) => {
      expect.soft(await field(toolCards, 'Arguments').textContent()).toBe('{"a":2,');
      expect.soft(await toolCards.textContent()).toContain('Writing');
    },
  ],
  [
    'finish',
    7,
    async ({ toolCards, field, answers }) => {
      const shown = await field(toolCards, 'Arguments').textContent();
      expect.soft(JSON.parse(shown!)).toEqual({ a: 2, b: 3 });
      expect.soft(await field(toolCards, 'Result').count(), 'no result before the end').toBe(0);
      expect.soft(await answers.getAttribute('aria-busy')).toBe('true');
    },
  ],
  [
    'usage',
    8,
    async ({ answers, alert }) => {
      expect.soft(await answers.textContent()).not.toContain('12');
      expect.soft(await alert.count()).toBe(0);
    },
  ],
  [
    'error',
    9,
    async ({ answers }) => {
      expect.soft(await answers.textContent(), 'what has arrived is kept').toContain('Let me add.');
    },
  ],
];

test('each kind of part is on screen while the stream is held', async ({ chat, playhead }) => {
  await chat.open();
  await chat.send('Add 2 and 3');
  const stream = await playhead.nextStream();
  for (const [part, position, look] of PARTS) {
    await test.step(part, async () => {
      await stream.until(part);
      expect(stream.position).toBe(position);
      await look(chat, stream);
    });
  }
  await stream.finish();
  expect(await chat.alert.textContent()).toContain('The provider broke.');
  expect(await chat.toolCards.textContent()).toContain('Failed');
});
