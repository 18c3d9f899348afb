#!/usr/bin/env -S node --import tsx
import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';
import { toFirefox, toPlaywright } from './bidi-messages.ts';

// Stands for Firefox where Playwright starts one: starts it, and changes the few messages of
// WebDriver BiDi that they do not agree on.

const LIMITS = { maxPayload: 0, perMessageDeflate: false };
const LISTENS = /^(WebDriver BiDi listening on )(ws:\/\/\S+)/;

const firefox = spawn(process.env['PLAYHEAD_FIREFOX']!, process.argv.slice(2), {
  stdio: ['ignore', 'ignore', 'pipe'],
});
process.once('exit', () => firefox.kill());
process.once('SIGTERM', () => exit('Ended by a signal'));
firefox.once('error', ({ message }) => exit(message));
firefox.once('exit', (code, signal) => exit(`Firefox has ended: ${signal ?? code}`, code ?? 1));
createInterface({ input: firefox.stderr }).on('line', (line) => {
  const [, text, address] = LISTENS.exec(line) ?? [];
  if (!address) console.error(line);
  else {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...LIMITS });
    server.once('listening', () => {
      console.error(`${text}ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
    server.on('connection', (playwright, { url }) => connect(playwright, address + url));
  }
});

function connect(playwright: WebSocket, address: string): void {
  const browser = new WebSocket(address, LIMITS);
  playwright.pause();
  browser.once('open', () => playwright.resume());
  playwright.on('message', (data) => browser.send(toFirefox((data as Buffer).toString())));
  browser.on('message', (data) => playwright.send(toPlaywright((data as Buffer).toString())));
  playwright.once('close', () => {
    // Firefox closes first, and ends by itself, where Playwright has asked for it.
    if (browser.readyState === WebSocket.OPEN) firefox.kill();
  });
}

function exit(reason: string, code = 1): void {
  console.error(reason);
  process.exit(code);
}
