import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { chatCassette, parseCassette } from 'playhead';
import { listen } from '../../support/listen.ts';

/** How often the recorder is killed, at a moment that differs each time. */
const KILLS = Number(process.env['PLAYHEAD_KILLS'] ?? 3);
const { interactions } = chatCassette([['Hi', ['one ', 'two ', 'three ']]]);
const BODY = interactions[0]!.response.body as string;

/** A provider that sends each answer in three chunks. */
const provider = createServer((_request, answer) => void answerInThree(answer));

async function answerInThree(answer: ServerResponse): Promise<void> {
  answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const third = Math.ceil(BODY.length / 3);
  for (const at of [0, third, 2 * third]) {
    await new Promise((sent) => answer.write(BODY.slice(at, at + third), sent));
  }
  answer.end();
}

let providerUrl = '';
test.beforeAll(async () => {
  providerUrl = await listen(provider);
});
test.afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

async function startRecorder(file: string) {
  const args = [
    'record',
    '--to',
    `${providerUrl}/v1`,
    '-o',
    file,
    '--append',
    '--port',
    '0',
    '--force',
  ];
  const child = spawn(process.execPath, ['dist/cli/playhead.js', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const [line] = (await once(lines, 'line')) as [string];
  return { child, url: /http:\/\/127\.0\.0\.1:\d+/.exec(line)![0] };
}

/** Asks one question after another until the connection is refused; returns how many were answered. */
async function askUntilRefused(url: string, onAnswered: (count: number) => void): Promise<number> {
  for (let count = 0; ; count++) {
    try {
      const body = JSON.stringify({
        stream: true,
        messages: [{ role: 'user', content: `${count}` }],
      });
      const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body });
      await answer.text();
    } catch {
      return count;
    }
    onAnswered(count + 1);
  }
}

test('a recorder that is killed leaves a whole cassette', async ({}, testInfo) => {
  const file = testInfo.outputPath('chat.yaml');
  let earlier = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, url } = await startRecorder(file);
    const last = randomInt(1, 12);
    const left = once(child, 'exit');
    const answered = await askUntilRefused(url, (count) => {
      // In the middle of an answer, or while it is written.
      if (count >= last)
        setImmediate(() => setTimeout(() => child.kill('SIGKILL'), Math.random() * 4));
    });
    await left;
    const recorded = existsSync(file) ? parseCassette(readFileSync(file, 'utf8')).interactions : [];
    expect(recorded.map((each) => each.response.body)).toEqual(recorded.map(() => BODY));
    // The answer that the client got last may not be written yet.
    expect(recorded.length - earlier).toBeGreaterThanOrEqual(answered - 1);
    expect(recorded.length - earlier).toBeLessThanOrEqual(answered + 1);
    earlier = recorded.length;
  }
});
