import { describe, expect, test } from 'vitest';
import type { RecordedResponse } from '../cassette/cassette.ts';
import { interaction } from '../test/samples.ts';
import { errorOf } from '../test/error-of.ts';
import { deliveryOf } from './delivery.ts';
import { atPace, checkTiming, playDelivery } from './timing.ts';

const BODY = 'data: 1\n\ndata: 2\n\ndata: 3\n\n';

function recordingOf(recorded: Partial<RecordedResponse> = {}) {
  const { request, response } = interaction([], BODY);
  const timed = { id: 0, request, response: { ...response, ...recorded } };
  const cassette = { file: 'chat.yaml', version: 2 as const, interactions: [timed] };
  return { cassette, interaction: timed, number: 1 };
}

const deliver = (recorded: Partial<RecordedResponse>) =>
  deliveryOf(recordingOf(recorded).interaction.response);

describe('pace: recorded', () => {
  test('waits before each event for as long as was recorded', async () => {
    const pauses: number[] = [];
    const sleep = async (ms: number) => void pauses.push(ms);
    const delivery = deliver({ event_times: [5, 5, 30] });
    const { body } = playDelivery(delivery, { pace: 'recorded', sleep });
    expect(await new Response(body).text()).toBe(BODY);
    expect(pauses.filter((ms) => ms > 0)).toEqual([5, 25]);
  });

  test('adds the pauses of faults', () => {
    const delivery = deliver({ event_times: [5, 5, 30] });
    const events = delivery.events.map((event) => ({ ...event, afterMs: 100 }));
    const { events: paced } = atPace({ ...delivery, events }, 'recorded');
    expect(paced.map(({ afterMs }) => afterMs)).toEqual([105, 100, 125]);
  });

  test('leaves other paces alone', () => {
    const delivery = deliver({ event_times: [5, 5, 30] });
    expect(atPace(delivery, 'instant')).toBe(delivery);
  });
});

test('chunking: recorded gives the chunks that were recorded', async () => {
  const delivery = deliver({ chunk_sizes: [2, 20, 5] });
  const { body } = playDelivery(delivery, { chunking: 'recorded' });
  const sizes: number[] = [];
  for await (const chunk of body) sizes.push(chunk.length);
  expect(sizes).toEqual([2, 20, 5]);
});

describe('checkTiming', () => {
  test.each([
    ['pace', {}, 'no event_times'],
    ['pace', { event_times: [1, 2] }, '2 event_times for 3 events'],
    ['pace', { event_times: [1, 3, 2] }, 'go back'],
    ['chunking', {}, 'no chunk_sizes'],
    ['chunking', { chunk_sizes: [2, 20, 6] }, '28 bytes, and the body 27'],
    ['chunking', { chunk_sizes: [0, 22, 5] }, 'not positive'],
  ])('%s: names the cassette with %j', (option, recorded, reason) => {
    const error = errorOf(() => checkTiming([recordingOf(recorded)], { [option]: 'recorded' }));
    expect(error).toMatchObject({ code: 'bad-option' });
    expect(error.message).toContain(
      'lack the recorded values, or the values no longer fit the body',
    );
    expect(error.message).toContain('chat.yaml, interaction 1');
    expect(error.message).toContain(reason);
  });

  test('takes complete ones, and bodies that are no streams', () => {
    const timed = recordingOf({ event_times: [1, 2, 3], chunk_sizes: [27] });
    const json = recordingOf({ body: '{}', headers: { 'Content-Type': ['application/json'] } });
    const check = () => checkTiming([timed, json], { pace: 'recorded', chunking: 'recorded' });
    expect(check).not.toThrow();
  });

  test('asks nothing where the times are not played', () => {
    const check = () => checkTiming([recordingOf()], { pace: 'instant', chunking: 'event' });
    expect(check).not.toThrow();
  });
});
