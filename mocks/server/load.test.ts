import { Agent, request as send } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { serve } from './serve.ts';

const EVENTS = 20;
const pieces = Array.from({ length: EVENTS }, (_, at) => chunk({ content: `${at} ` }));
const answer = streamOf(...pieces);
const body = JSON.stringify({ messages: [user('Hi')], stream: true });

/** Serves one answer again and again; without a pace, as fast as it is read. */
async function start(agent: Agent, pace?: { eventsPerSecond: number }) {
  const server = await serve({
    port: 0,
    repeat: true,
    pace,
    cassettes: [cassette(interaction([user('Hi')], answer))],
  });
  onTestFinished(async () => {
    agent.destroy();
    await server.close();
  });
  const url = `${server.url}/v1/chat/completions`;
  return () =>
    new Promise<{ text: string; chunks: number }>((resolve, reject) => {
      const sent = send(url, { method: 'POST', agent }, (response) => {
        let text = '';
        let chunks = 0;
        response.on('data', (bytes: Buffer) => {
          text += String(bytes);
          chunks++;
        });
        response.on('end', () => resolve({ text, chunks }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

test(
  'a thousand streams at once each get every event, one by one',
  { timeout: 60_000 },
  async () => {
    const ask = await start(new Agent({ maxSockets: Infinity }), { eventsPerSecond: 50 });
    const answers = await Promise.all(Array.from({ length: 1000 }, ask));
    expect(answers.filter(({ text }) => text !== answer)).toEqual([]);
    // Those that come late may come together; most do not.
    const chunks = answers.reduce((sum, each) => sum + each.chunks, 0);
    expect(chunks).toBeGreaterThan((1000 * EVENTS) / 2);
  },
);

test('two thousand requests in a row are all answered', { timeout: 60_000 }, async () => {
  const ask = await start(new Agent({ keepAlive: true, maxSockets: 4 }));
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 100 }, ask));
    expect(answers.filter(({ text }) => text !== answer)).toEqual([]);
  }
});
