import { expect, test } from 'vitest';
import type { Fault } from '../faults/fault.ts';
import { recordingsOf } from '../match/recording.ts';
import { deliveryOf } from '../stream/delivery.ts';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { failing } from './failing.ts';

const events = [streamOf(chunk({ content: 'Hello' })), streamOf('[DONE]')];
const [recording] = recordingsOf([cassette(interaction([user('Hi')], events.join('')))]);
const delivery = deliveryOf(recording!.interaction.response);

test.each<Fault>([
  { type: 'cut' },
  { type: 'bad-json' },
  { type: 'duplicate' },
  { type: 'reorder' },
  { type: 'flood' },
])('%j is refused once all events have been sent', (fault) => {
  const standing = { delivery, position: events.length, begun: true, recording: recording! };
  expect(failing(fault, standing)).toEqual({
    refused: ['no event comes after that', 'Do it before the last event'],
  });
});
