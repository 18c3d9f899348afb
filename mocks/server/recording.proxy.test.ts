import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetch as proxyFetch, ProxyAgent } from 'undici';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';
import { answering, startProvider } from '../test/provider.ts';
import { serving } from '../test/serving.ts';
import type { ServeOptions } from './serve.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = path.join(folder, 'chat.yaml');
});

/** Records through the proxy what a client sends to an address. */
async function record(target: string, options: ServeOptions = {}): Promise<string[]> {
  const certificateFile = path.join(folder, 'ca.pem');
  const log: string[] = [];
  const server = await serving({
    ...options,
    proxy: true,
    certificateFile,
    record: { file },
    log: (line) => log.push(line),
  });
  const dispatcher = new ProxyAgent({ uri: server.url, proxyTunnel: options.to === undefined });
  onTestFinished(() => dispatcher.destroy());
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], stream: true });
  await (await proxyFetch(target, { method: 'POST', body, dispatcher })).text();
  await server.close();
  return log;
}

test('through the proxy, a request goes where it was sent', async () => {
  const url = `${await startProvider(answering('Hello.'))}/v1/chat/completions`;
  await record(url);
  expect(readCassette(file).interactions[0]!.request.url).toBe(url);
});

test('through the proxy without a tunnel, it does too', async () => {
  const url = `${await startProvider(answering('Hello.'))}/v1/chat/completions`;
  await record(url, { to: 'http://127.0.0.1:9' });
  expect(readCassette(file).interactions[0]!.request.url).toBe(url);
});

test('through the proxy, what is not a request to a model is passed on, and not recorded', async () => {
  const url = `${await startProvider((_request, response) => response.end('ok'))}/collect`;
  expect((await record(url)).join()).toContain('/collect → 200, passed on, not recorded');
  expect(existsSync(file)).toBe(false);
});
