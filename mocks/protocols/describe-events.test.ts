import { expect, test } from 'vitest';
import type { Part } from './part.ts';
import { sse } from '../wire/sse.ts';
import { describeEvent, describeParts, describeRange } from './describe-events.ts';

test('describeParts joins parts that continue each other', () => {
  const parts: Part[] = [
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'tool-call', index: 0, name: 'add' },
    { type: 'tool-call', index: 1 },
    { type: 'tool-arguments', index: 0, text: '{"a":' },
    { type: 'tool-arguments', index: 0, text: '2}' },
    { type: 'tool-arguments', index: 1, text: '{}' },
    { type: 'finish', reason: 'stop' },
    { type: 'usage', usage: {} },
    { type: 'error', message: 'broken' },
  ];
  expect(describeParts(parts)).toBe(
    String.raw`reasoning "Hm", text "Hello", tool-call add, tool-call 1, tool-arguments "{\"a\":2}", tool-arguments "{}", finish "stop", usage, error "broken"`,
  );
  expect(parts[1], 'the parts stay as they are').toEqual({ type: 'text', text: 'Hel' });
});

test('describeParts cuts long text', () => {
  expect(describeParts([{ type: 'text', text: 'a'.repeat(100) }])).toBe(
    `text "${'a'.repeat(60)}…"`,
  );
});

test('describeEvent describes an event without parts', () => {
  const events = sse.split(': keep-alive\n\ndata: {}\n\ndata: [DONE]\n\n: bye\n\n');
  expect(events.map(describeEvent)).toEqual(['no part', '[DONE]']);
  expect(describeEvent({ raw: ': bye\n\n' })).toBe('comment ": bye"');
});

test.each([
  [0, 0, 'no event of 9'],
  [3, 4, 'event 4 of 9'],
  [3, 6, 'events 4 to 6 of 9'],
])('describeRange counts events from one: %i to %i', (from, to, words) => {
  expect(describeRange(from, to, 9)).toBe(words);
});
