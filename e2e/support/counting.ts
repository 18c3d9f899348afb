import type { Cassette } from 'playhead';

/** What the counting answer says, event by event: all different, so that a stale text shows. */
export const words = Array.from({ length: 200 }, (_, at) => `word${at + 1} `);

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

const deltas = words.map((content) => chunk({ content }));

/** One answer of 200 text events, then its finish reason and the end mark. */
export const counting: Cassette = {
  version: 2,
  interactions: [
    {
      id: 0,
      request: {
        method: 'POST',
        url: 'https://api.example.com/v1/chat/completions',
        headers: {},
        body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
      },
      response: {
        code: 200,
        headers: { 'Content-Type': ['text/event-stream'] },
        body: [...deltas, chunk({}, 'stop'), 'data: [DONE]\n\n'].join(''),
      },
    },
  ],
};

/** The text on screen once that many events have been rendered. */
export function textAfter(events: number): string {
  return words.slice(0, events).join('');
}
