import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';
import { answering, startProvider } from '../test/provider.ts';
import { ask, serving } from '../test/serving.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = path.join(folder, 'chat.yaml');
});

describe('the client gets what the provider has sent', () => {
  const url = '/v1/chat/completions';

  test('also where it cannot be decompressed: that is not recorded', async () => {
    const bytes = Buffer.from('not compressed at all');
    const to = await startProvider(
      (_request, response) =>
        void response.writeHead(200, { 'Content-Encoding': 'compress' }).end(bytes),
    );
    const log: string[] = [];
    const server = await serving({ to, record: { file }, log: (line) => log.push(line) });
    const got = await new Promise<Buffer>((resolve, reject) => {
      const sent = request(`${server.url}${url}`, { method: 'POST' }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => resolve(Buffer.concat(pieces))).on('error', reject);
      });
      sent.end('{}');
    });
    expect(got).toEqual(bytes);
    await server.close();
    expect(log.join()).toContain('content-encoding is compress');
    expect(existsSync(file)).toBe(false);
  });

  test.each([204, 304, 200])('without a body, but with a compression: %d', async (status) => {
    const to = await startProvider(
      (_request, response) => void response.writeHead(status, { 'Content-Encoding': 'gzip' }).end(),
    );
    const server = await serving({ to, record: { file } });
    expect((await fetch(`${server.url}${url}`, { method: 'POST' })).status).toBe(status);
    await server.close();
    expect(readCassette(file).interactions[0]!.response).toMatchObject({ code: status, body: '' });
  });

  test('and nothing of another host, where it is not a proxy', async () => {
    const other = await startProvider((_request, response) => void response.end('secret'));
    const to = await startProvider(answering('Hello.'));
    const server = await serving({ to, record: { file } });
    const { hostname: host, port } = new URL(server.url);
    const text = await new Promise<string>((resolve, reject) => {
      const options = { host, port, method: 'GET', path: `${other}/v1/models` };
      const sent = request(options, (response) => {
        let read = '';
        response.on('data', (piece: Buffer) => (read += piece.toString()));
        response.on('end', () => resolve(read));
      });
      sent.on('error', reject).end();
    });
    expect(text).not.toContain('secret');
  });

  test('a provider that wants another protocol is an error, and the server can be closed', async () => {
    const to = await startProvider((_request, response) => {
      response.socket!.end(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      );
    });
    const server = await serving({ to, record: { file } });
    expect(await ask(`${server.url}${url}`)).toMatch(/^502 .*has not answered/);
    await server.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
