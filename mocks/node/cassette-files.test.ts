import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cassetteFile, cassetteNames, readCassette } from './cassette-files.ts';
import { replayRoutes } from './replay-routes.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  server?.close();
});

/** Starts a server of the routes alone; what they pass on gets a 418. */
async function serve(cassettes: string): Promise<string> {
  const routes = replayRoutes(cassettes);
  server = createServer((request, response) =>
    routes(request, response, () => response.writeHead(418).end()),
  );
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('names the cassettes below a folder, sorted', () => {
  expect(cassetteNames('cassettes').slice(0, 2)).toEqual([
    'groq/multi_tool_streaming.2025-09',
    'groq/multi_tool_streaming.2025-10',
  ]);
});

test('a file or folder that cannot be read is one clear error', () => {
  const missing = path.join(folder, 'none.yaml');
  expect(() => readCassette(missing)).toThrow(
    `Cannot read cassette ${missing}: it does not exist. Check the path.`,
  );
  expect(() => readCassette(folder)).toThrow('it is a folder');
  expect(() => cassetteNames(path.join(folder, 'none'))).toThrow('it does not exist');
});

test('a file that is not UTF-8 is one clear error', () => {
  const file = path.join(folder, 'latin.yaml');
  writeFileSync(file, Buffer.from([0x76, 0xff]));
  expect(() => readCassette(file)).toThrow('it is not UTF-8');
});

test('serves the list, each cassette as JSON, and the worker script', async () => {
  const origin = await serve('cassettes');
  const names = (await (await fetch(`${origin}/playhead/cassettes.json`)).json()) as string[];
  expect(names).toEqual(cassetteNames('cassettes'));
  for (const name of names) {
    const served: unknown = await (await fetch(`${origin}/playhead/cassettes/${name}.json`)).json();
    expect(served).toEqual(readCassette(cassetteFile('cassettes', name)));
  }
  const worker = await fetch(`${origin}/mockServiceWorker.js`);
  expect(worker.headers.get('content-type')).toContain('text/javascript');
  expect(await worker.text()).toContain('addEventListener');
});

test('serves no file that is not a cassette, and passes on what is not its own', async () => {
  const origin = await serve('cassettes');
  for (const name of ['none', '..%2fpackage', '%2e%2e/package']) {
    expect((await fetch(`${origin}/playhead/cassettes/${name}.json`)).status, name).not.toBe(200);
  }
  expect((await fetch(`${origin}/playhead/cassettes/none.json`)).status).toBe(404);
  expect((await fetch(`${origin}/other`)).status).toBe(418);
  expect((await fetch(`${origin}/playhead/cassettes.json`, { method: 'POST' })).status).toBe(418);
});

test('a name that is not well encoded is not found', async () => {
  const origin = await serve('cassettes');
  expect((await fetch(`${origin}/playhead/cassettes/%E0%A4%A.json`)).status).toBe(404);
});

test('a broken cassette fails before anything is served', () => {
  writeFileSync(path.join(folder, 'broken.yaml'), 'version: 1\ninteractions: []');
  expect(() => replayRoutes(folder)).toThrow(/broken\.yaml:1:10: the cassette has version 1/);
});

test('a cassette that breaks later is explained to who asks for it', async () => {
  const file = path.join(folder, 'later.yaml');
  writeFileSync(file, 'interactions: []');
  const origin = await serve(folder);
  writeFileSync(file, 'interactions: 5');
  const response = await fetch(`${origin}/playhead/cassettes/later.json`);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('later.yaml:1:15');
});
