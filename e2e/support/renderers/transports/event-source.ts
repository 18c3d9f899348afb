import type { Message } from '../../back-ends/parts/message.ts';
import { Answer } from '../parts/answer.ts';
import { post } from '../parts/post.ts';
import type { Ask } from '../parts/reading.ts';

const TYPES: Message['type'][] = ['delta', 'done', 'failed'];

/** Starts a run, and receives its events by an EventSource, which connects anew by itself. */
export const ask: Ask = async (show, reading) => {
  const { id } = (await (await post('/runs', { text: 'Hi' })).json()) as { id: string };
  const events = new EventSource(`/runs/${id}/events`);
  await new Answer(show, reading).receive((push, fail) => {
    for (const type of TYPES) {
      events.addEventListener(type, ({ data }) => {
        // At its end a run is not to be read once more.
        if (type !== 'delta') events.close();
        push({ type, ...(JSON.parse(data as string) as object) } as Message);
      });
    }
    events.addEventListener('error', () => {
      if (events.readyState === EventSource.CLOSED) fail(new Error('The run cannot be read.'));
    });
  });
};
