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

/** Starts a server with only the routes; answers 418 to the requests that they pass on. */
async function serve(cassettes: string): Promise<string> {
  const routes = replayRoutes(cassettes);
  server = createServer((request, response) =>
    routes(request, response, () => response.writeHead(418).end()),
  );
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

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

test('serves only cassettes, and passes on other requests', async () => {
  const origin = await serve('cassettes');
  for (const name of ['none', '..%2fpackage', '%2e%2e/package']) {
    expect((await fetch(`${origin}/playhead/cassettes/${name}.json`)).status, name).not.toBe(200);
  }
  expect((await fetch(`${origin}/playhead/cassettes/none.json`)).status).toBe(404);
  expect((await fetch(`${origin}/other`)).status).toBe(418);
  expect((await fetch(`${origin}/playhead/cassettes.json`, { method: 'POST' })).status).toBe(418);
});

test('answers 404 for a name with an invalid encoding', async () => {
  const origin = await serve('cassettes');
  expect((await fetch(`${origin}/playhead/cassettes/%E0%A4%A.json`)).status).toBe(404);
});

test('rejects a broken cassette before anything is served', () => {
  writeFileSync(path.join(folder, 'broken.yaml'), 'version: 1\ninteractions: []');
  expect(() => replayRoutes(folder)).toThrow(/broken\.yaml:1:10: unsupported version 1/);
});

test('answers 500 with the reason for a cassette that breaks later', async () => {
  const file = path.join(folder, 'later.yaml');
  writeFileSync(file, 'interactions: []');
  const origin = await serve(folder);
  writeFileSync(file, 'interactions: 5');
  const response = await fetch(`${origin}/playhead/cassettes/later.json`);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('later.yaml:1:15');
});
