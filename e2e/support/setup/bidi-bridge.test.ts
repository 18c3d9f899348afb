import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

/** Listens as Firefox does, replies with its process, the address and what it got, and ends when told to. */
const FIREFOX = `#!/usr/bin/env node
const { WebSocketServer } = require(${JSON.stringify(createRequire(import.meta.url).resolve('ws'))});
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
  console.error('WebDriver BiDi listening on ws://127.0.0.1:' + server.address().port);
});
server.on('connection', (socket, { url }) => socket.on('message', (data) => {
  if (String(data) !== 'end') return socket.send([process.pid, url, data].join(' '));
  socket.close();
  server.close();
}));
`;

const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
const started: ChildProcess[] = [];

beforeAll(() => writeFileSync(path.join(folder, 'firefox'), FIREFOX, { mode: 0o755 }));
afterAll(() => {
  for (const bridge of started) bridge.kill();
  rmSync(folder, { recursive: true });
});

/** Starts the bridge as Playwright does, and connects to it. */
async function connect() {
  const bridge = spawn(path.join(import.meta.dirname, 'bidi-bridge.ts'), ['--headless'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PLAYHEAD_FIREFOX: path.join(folder, 'firefox') },
  });
  started.push(bridge);
  const ended = once(bridge, 'exit');
  const [line] = (await once(createInterface({ input: bridge.stderr }), 'line')) as [string];
  const address = line.replace('WebDriver BiDi listening on ', '');
  const socket = new WebSocket(`${address}/session`);
  await once(socket, 'open');
  socket.send('hello');
  const [reply] = (await once(socket, 'message')) as [Buffer];
  const [pid, ...rest] = reply.toString().split(' ');
  return { socket, ended, pid: Number(pid), reply: rest.join(' ') };
}

test.skipIf(process.platform === 'win32')('hands messages on, and ends with Firefox', async () => {
  const { socket, ended, reply } = await connect();
  expect(reply).toBe('/session hello');
  const closed = once(socket, 'close');
  socket.send('end');
  await closed;
  expect(await ended).toEqual([0, null]);
});

test.skipIf(process.platform === 'win32')('ends Firefox when Playwright is gone', async () => {
  const { socket, ended, pid } = await connect();
  process.kill(pid, 0);
  socket.terminate();
  await ended;
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
