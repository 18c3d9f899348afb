import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { writeToken } from '../node/server-file.ts';
import { connectToServer } from '../playwright/fixture/server-connection.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { ask, connected, serving } from '../test/serving.ts';
import { acceptTest } from './control.ts';

const hello = cassette(interaction([user('Hi')], streamOfText('Hello')));
const info = { id: 'a'.repeat(32), title: 'a test', models: [] };

/** Asks to upgrade, and returns the status of the reply. */
async function upgrade(url: string, path: string, headers: object): Promise<string> {
  const sent = request(url + path, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'playhead',
      authorization: 'Bearer right',
      ...headers,
    },
  });
  const reply = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject);
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response);
    });
  });
  sent.end();
  const { statusCode, statusMessage } = await reply;
  return `${statusCode} ${statusMessage}`;
}

/** Opens a plain connection to a server, until the test ends. */
function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const SESSION = '/playhead/session?id=x&title=y';

test.each([
  ['the right token', SESSION, {}, '101 Switching Protocols'],
  ['localhost', SESSION, { host: 'localhost:4010' }, '101 Switching Protocols'],
  ['an address of version 6', SESSION, { host: '[::1]:4010' }, '101 Switching Protocols'],
  ['a wrong token', SESSION, { authorization: 'Bearer wrong' }, '401 Wrong Token'],
  ['a token of the right length', SESSION, { authorization: 'Bearer rigth' }, '401 Wrong Token'],
  ['no token', SESSION, { authorization: '' }, '401 Wrong Token'],
  ['a foreign host', SESSION, { host: 'evil.example' }, '403 Forbidden Host'],
  ['a host that looks near', SESSION, { host: 'localhost.evil.example' }, '403 Forbidden Host'],
  ['its own origin', SESSION, { origin: 'http://127.0.0.1' }, '403 Forbidden Origin'],
  ['an opaque origin', SESSION, { origin: 'null' }, '403 Forbidden Origin'],
  ['another path', '/v1/chat/completions', {}, '404 Not Found'],
  ['no path', '//', {}, '404 Not Found'],
  ['another protocol', SESSION, { upgrade: 'websocket' }, '404 Not Found'],
])('a connection with %s gets the right status', async (_what, path, headers, status) => {
  const { url } = await serving({ token: 'right' });
  expect(await upgrade(url, path, headers)).toBe(status);
  expect((await fetch(`${url}/playhead`)).status).toBe(200);
});

test('a server on all addresses accepts tests under any host name', async () => {
  const { url } = await serving({ token: 'right', host: '0.0.0.0' });
  const local = url.replace('0.0.0.0', '127.0.0.1');
  expect(await upgrade(local, SESSION, { host: 'playhead:4010' })).toBe('101 Switching Protocols');
  expect(await upgrade(local, SESSION, { origin: 'http://playhead' })).toBe('403 Forbidden Origin');
});

test.each<[string, string, boolean]>([
  ['model.internal:4010', 'model.internal', true],
  ['model.internal', '127.0.0.1', false],
  ['other.internal:4010', 'model.internal', false],
])(
  'a test that asks %s is taken in by a server that listens on %s: %s',
  (host, listening, taken) => {
    const headers = { host, upgrade: 'playhead', authorization: 'Bearer right' };
    const asked = { url: SESSION, headers } as IncomingMessage;
    const accepted = acceptTest(asked, new PassThrough(), { token: 'right', host: listening });
    expect(accepted !== undefined).toBe(taken);
  },
);

test('a refused client that breaks the connection does no harm', () => {
  const socket = new PassThrough();
  const asked = { url: '/', headers: {} } as IncomingMessage;
  expect(acceptTest(asked, socket, { token: 'right', host: '' })).toBeUndefined();
  expect(() => socket.emit('error', new Error('ECONNRESET'))).not.toThrow();
});

test('a refused client that keeps the connection does not keep the server open', async () => {
  const server = await serving();
  const socket = open(server.url);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await once(socket, 'data');
  await expect(server.close()).resolves.toBeUndefined();
});

test('a client that offers HTTP/2, as that of Java does, is answered', async () => {
  const { url } = await serving({ cassettes: [hello] });
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAEAAEAA',
  };
  const sent = request(`${url}/v1/chat/completions`, { method: 'POST', headers });
  sent.end(JSON.stringify({ messages: [user('Hi')], stream: true }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const bytes: Buffer[] = [];
  for await (const each of response) bytes.push(each as Buffer);
  expect([response.statusCode, String(Buffer.concat(bytes))]).toEqual([200, streamOfText('Hello')]);
});

test('what the server says right after it has accepted is not lost', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(
        'HTTP/1.1 101 OK\r\nConnection: Upgrade\r\nUpgrade: playhead\r\n\r\n{"first":1}',
      );
    });
    onTestFinished(() => void socket.destroy());
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = await connectToServer(`http://127.0.0.1:${port}`, info);
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(String(first)).toBe('{"first":1}');
  socket.destroy();
});

test('what a test says right after it has asked is not lost', async () => {
  const { url, token } = await serving();
  const socket = open(url).setEncoding('utf8');
  socket.write(
    `GET ${SESSION} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: playhead\r\nAuthorization: Bearer ${token}\r\n\r\n{"id":1,"call":{"type":"query","stream":0}}\n`,
  );
  let received = '';
  socket.on('data', (text: string) => (received += text));
  await expect.poll(() => received).toContain('{"id":1,"reply":null}');
});

test('the client says that no server listens there, and how to start one', async () => {
  const server = await serving();
  await server.close();
  const { port } = new URL(server.url);
  const start = `command: 'npx playhead serve --port ${port}', url: '${server.url}/playhead'`;
  await expect(connectToServer(server.url, info)).rejects.toMatchObject({
    code: 'carrier',
    message: expect.stringContaining(start),
  });
});

test('the client says that the server is not the one of this user', async () => {
  const { url } = await serving();
  writeToken(Number(new URL(url).port), 'wrong');
  await expect(connectToServer(url, info)).rejects.toMatchObject({
    code: 'carrier',
    message: expect.stringContaining('PLAYHEAD_TOKEN'),
  });
});

test('the client says that something else answers there', async () => {
  const { url } = await serving();
  await expect(connectToServer(`${url}/other`, info)).resolves.toBeDefined();
  const server = createServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 404 Nothing\r\nContent-Length: 0\r\n\r\n'));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(connectToServer(`http://127.0.0.1:${port}`, info)).rejects.toMatchObject({
    code: 'carrier',
    message: expect.stringMatching(/404 Nothing.+not a playhead server/),
  });
});

test('a server that is closed ends its tests', async () => {
  const server = await serving();
  const { channel } = await connected(server, { cassette: hello });
  await server.close();
  await expect(channel.closed).resolves.toBeUndefined();
});

test('a test gets what it has asked for by its header', async () => {
  const server = await serving();
  const { id } = await connected(server, { cassette: hello });
  expect(await ask(`${server.url}/v1/chat/completions`, 'Hi', { 'x-playhead-test': id })).toBe(
    'Hello',
  );
});
