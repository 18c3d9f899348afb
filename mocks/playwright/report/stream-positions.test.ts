import { expect, test } from 'vitest';
import { recordingsOf } from '../../matching/recording.ts';
import { deliveryOf } from '../../stream/delivery.ts';
import { cassette, chunk, interaction, streamOf, user } from '../../test/samples.ts';
import type { StreamRecord } from '../../playhead/stream/stream.ts';
import { initialState, type StreamState } from '../../playhead/stream/stream-state.ts';
import { addToErrorContext, describePositions } from './stream-positions.ts';

const answer = streamOf(chunk({ content: 'Hello' }), chunk({ content: ' world' }), '[DONE]');
const [recording] = recordingsOf([cassette(interaction([user('Hi')], answer))]);
const delivery = deliveryOf(recording!.interaction.response);

/** Makes a stream that stands somewhere. */
function standing(state: Partial<StreamState>, flowing = false): StreamRecord {
  const { position = 0, begun = flowing || position > 0 } = state;
  const all = { ...initialState({ delivery, altered: false }, flowing), ...state, begun };
  return { mirror: { recording, state: all } } as unknown as StreamRecord;
}

test('a stream under way is described by its last and its next event', () => {
  expect(describePositions([standing({ position: 1 })]).split('\n')).toEqual([
    'sample.yaml, interaction 1, 1 of 3 events sent, under way',
    '  last: event 1, text "Hello"',
    '  next: event 2, text " world"',
  ]);
});

test('a held stream that has sent nothing says why', () => {
  const lines = describePositions([standing({})]).split('\n');
  expect(lines.slice(1)).toEqual([
    '  next: event 1, text "Hello"',
    "  The test has let nothing out: pace is 'manual'. Call step(), until() or finish().",
  ]);
  expect(lines.join('\n').length, 'reporters cut it').toBeLessThan(300);
});

test.each([
  ['goes at its own pace', standing({}, true)],
  ['has sent the head of its response', standing({ begun: true })],
])('a stream that %s is not said to have sent nothing', (_what, stream) => {
  expect(describePositions([stream])).not.toContain('let nothing out');
});

test('a stream that was played has no next event', () => {
  const text = describePositions([standing({ position: 3, outcome: 'played' })]);
  expect(text).toContain('3 of 3 events sent, played\n  last: event 3, [DONE]');
  expect(text).not.toContain('next');
});

test('streams under way come before those that are over, and later ones before earlier ones', () => {
  const over = (position: number) => standing({ position, outcome: 'cancelled' });
  const text = describePositions([over(1), standing({ position: 2 }), over(3), over(0)]);
  const positions = [...text.matchAll(/(\d) of 3/g)].map(([, position]) => position);
  expect(positions).toEqual(['2', '0', '3', '1']);
  expect(text.split('\n').at(-1), 'the fourth has one line').toContain('1 of 3');
});

test('says so where no stream has begun', () => {
  expect(describePositions([])).toBe('No stream has begun.');
});

test('the error context gets it with the first error', () => {
  const errors = [{ message: 'Expected 1' }, { message: 'Expected 2' }];
  addToErrorContext(errors, 'here');
  expect(errors.map(({ message }) => message)).toEqual([
    'Expected 1\n\nWhere the streams stood:\nhere',
    'Expected 2',
  ]);
  expect(() => addToErrorContext([], 'here')).not.toThrow();
});
