import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { fetch, ProxyAgent } from 'undici';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { cassette, chunk, interaction, streamOf, user } from '../test/samples.ts';
import { serving } from '../test/serving.ts';
import { type PlayheadServer, serve, type ServeOptions } from './serve.ts';

const said = [chunk({ content: 'Hello' }), chunk({ content: ' you' }), '[DONE]'];
const events = said.map((each) => streamOf(each));
const hello = cassette(interaction([user('Hi')], streamOf(...said)));
const question = { method: 'POST', body: JSON.stringify({ messages: [user('Hi')], stream: true }) };

let folder: string;
const useFolder = async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'playhead-'));
  return () => rm(folder, { recursive: true });
};

const optionsOf = (): ServeOptions => {
  const certificateFile = path.join(folder, 'certificates', 'ca.pem');
  return { cassettes: [hello], repeat: true, proxy: true, certificateFile };
};

/** Serves as a proxy until the test ends; its certificate lies in the folder. */
const proxying = (options: ServeOptions = {}) => serving({ ...optionsOf(), ...options });

/** Sends a request by the proxy, from a client that trusts its certificate unless told otherwise. */
async function ask(
  { url, certificateFile }: PlayheadServer,
  target: string,
  ca: string | undefined = readFileSync(certificateFile!, 'utf8'),
) {
  const dispatcher = new ProxyAgent({ uri: url, requestTls: { ca } });
  onTestFinished(() => dispatcher.destroy());
  return fetch(target, { ...question, dispatcher });
}

/** Opens a connection to a host by the proxy, and sends nothing. */
async function connectTo({ url, certificateFile }: PlayheadServer, host: string) {
  const { hostname, port } = new URL(url);
  const tunnel = request({ host: hostname, port, method: 'CONNECT', path: `${host}:443` }).end();
  const [, socket] = await once(tunnel, 'connect');
  const ca = readFileSync(certificateFile!, 'utf8');
  const secure = connect({ socket, servername: host, ca });
  await once(secure, 'secureConnect');
  return secure;
}

describe('a client that uses it as a proxy', () => {
  let server: PlayheadServer;
  beforeAll(async () => {
    const remove = await useFolder();
    server = await serve({ port: 0, ...optionsOf() });
    return async () => {
      await server.close();
      await remove();
    };
  });

  test.each([
    'https://api.openai.com/v1/chat/completions',
    'https://api.example.com:8443/v1/chat/completions',
    'https://192.0.2.1/v1/chat/completions',
    'https://[2001:db8::1]/v1/chat/completions',
    'http://api.example.com/v1/chat/completions',
  ])('is answered from the cassette, for %s', async (target) => {
    const response = await ask(server, target);
    expect(await response.text()).toBe(events.join(''));
  });

  test('gets the head, and each event, when it is sent', async () => {
    const faults = [{ type: 'slow', after: 1, ms: 1e8 }] as const;
    const slow = await proxying({ faults });
    const response = await ask(slow, 'https://api.openai.com/v1/chat/completions');
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    expect(Buffer.from(value).toString()).toBe(events[0]);
    await reader.cancel();
  });

  test('gets an error with the whole address for what was not recorded, and is forwarded nowhere', async () => {
    const response = await ask(server, 'https://api.stripe.com/v1/charges');
    expect(response.status).toBe(501);
    expect(await response.text()).toContain('https://api.stripe.com/v1/charges');
  });

  test('loses its connection where a fault says so', async () => {
    const failing = await proxying({ faults: [{ type: 'disconnect', after: 1 }] });
    const response = await ask(failing, 'https://api.openai.com/v1/chat/completions');
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('may ask for a plain address without a tunnel', async () => {
    const { hostname, port } = new URL(server.url);
    const target = 'http://api.example.com/v1/chat/completions';
    const sent = request({ host: hostname, port, method: 'POST', path: target });
    sent.end(question.body);
    const [response] = await once(sent, 'response');
    expect(Buffer.concat(await response.toArray()).toString()).toBe(events.join(''));
  });

  test('that does not trust it causes a warning that says what to do', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const asked = ask(server, 'https://api.mistral.ai/v1/chat/completions', '');
    await expect(asked).rejects.toThrow('fetch failed');
    await expect
      .poll(() => String(warn.mock.calls[0]?.[0]))
      .toMatch(/api\.mistral\.ai .+ NODE_EXTRA_CA_CERTS.+ca\.pem/);
  });

  test('does not keep the server open', async () => {
    const other = await proxying();
    const { hostname, port } = new URL(other.url);
    const socket = connectPlain(Number(port), hostname);
    socket.write('CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await expect(other.close()).resolves.toBeUndefined();
    await closed;
  });

  test('may send its request in one packet with the first one', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connectPlain(Number(port), hostname);
    const inner = 'GET /playhead HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    socket.write(`CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n${inner}`);
    const text = Buffer.concat(await socket.toArray()).toString();
    expect(text).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  test('that leaves before it sends anything is let go', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connectPlain({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write('CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    socket.end();
    await expect(closed).resolves.toEqual([false]);
  });

  test('that has sent requests before causes no warning when it leaves', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const host = 'api.together.xyz';
    await (await ask(server, `https://${host}/v1/chat/completions`)).text();
    const secure = await connectTo(server, host);
    const closed = once(secure, 'close');
    secure.destroy();
    await closed;
    // Another host comes after it: what is to be said of the first has been said.
    await expect(ask(server, 'https://api.groq.com/v1/models', '')).rejects.toThrow();
    await expect.poll(() => warn.mock.calls.length).toBe(1);
    expect(String(warn.mock.calls[0]![0])).toContain('api.groq.com');
  });

  test('needs to name a host', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connectPlain(Number(port), hostname);
    socket.write('CONNECT :a HTTP/1.1\r\nHost: a\r\n\r\n');
    const [reply] = await once(socket, 'data');
    expect(String(reply)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('gets an error unless the server was started as a proxy', async () => {
    const plain = await serving({ cassettes: [hello] });
    const asked = ask(plain, 'https://api.openai.com/v1/chat/completions', '');
    await expect(asked).rejects.toMatchObject({
      cause: { cause: { message: expect.stringContaining('405') } },
    });
  });
});

describe('the certificate', () => {
  beforeEach(useFolder);

  const keyOf = ({ certificateFile }: PlayheadServer) => `${certificateFile}.key`;
  const read = ({ certificateFile }: PlayheadServer) => readFileSync(certificateFile!, 'utf8');

  test('is kept for the next run, its key for this user alone', async () => {
    const first = await proxying();
    const text = read(first);
    expect(text).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(text).not.toContain('PRIVATE');
    expect(statSync(keyOf(first)).mode & 0o777).toBe(0o600);
    expect(read(await proxying())).toBe(text);
  });

  test('is the same for servers that start at once', async () => {
    const servers = await Promise.all([proxying(), proxying(), proxying()]);
    for (const server of servers) {
      const response = await ask(server, 'https://api.openai.com/v1/chat/completions');
      expect(response.status).toBe(200);
    }
  });

  test.each<[string, (server: PlayheadServer) => void]>([
    ['whose key is lost', (server) => rmSync(keyOf(server))],
    ['whose key is broken', (server) => writeFileSync(keyOf(server), 'no key')],
    [
      'that is soon over',
      () => vi.useFakeTimers({ now: Date.now() + 380 * 864e5, toFake: ['Date'] }),
    ],
  ])('is made anew for one %s', async (_what, change) => {
    onTestFinished(() => void vi.useRealTimers());
    const first = await proxying();
    const text = read(first);
    change(first);
    expect(read(await proxying())).not.toBe(text);
  });

  test('is for the host alone, and names its signer, which strict clients need', async () => {
    const server = await proxying();
    const secure = await connectTo(server, 'api.openai.com');
    const certificate = secure.getPeerX509Certificate()!;
    secure.end('GET /playhead HTTP/1.1\r\nHost: api.openai.com\r\n\r\n');
    expect(String((await once(secure, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    expect(certificate.subjectAltName).toBe('DNS:api.openai.com');
    const { pki } = (await import('node-forge')).default;
    const leaf = pki.certificateFromPem(certificate.toString());
    const authority = pki.certificateFromPem(read(server));
    expect(leaf.getExtension('authorityKeyIdentifier')).toMatchObject({
      value: expect.stringContaining(authority.generateSubjectKeyIdentifier().getBytes()),
    });
    expect(authority.verifySubjectKeyIdentifier()).toBe(true);
  });

  test.each(['ca.pem', 'ca.pem.key'])('does not take the place of another %s', async (name) => {
    const certificateFile = path.join(folder, 'ca.pem');
    const other = path.join(folder, name);
    writeFileSync(other, 'of somebody else');
    await expect(proxying({ certificateFile })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringMatching(/ca\.pem.*: .+ is not one of Playhead\. Name another file/),
    });
    expect(readFileSync(other, 'utf8')).toBe('of somebody else');
  });

  test('signs host certificates only, and its key may sign nothing else', async () => {
    const { pki } = (await import('node-forge')).default;
    const server = await proxying();
    const secure = await connectTo(server, 'api.openai.com');
    const leaf = pki.certificateFromPem(secure.getPeerX509Certificate()!.toString());
    secure.end('GET /playhead HTTP/1.1\r\nHost: a\r\n\r\n');
    const usage = (certificate: typeof leaf) => certificate.getExtension('keyUsage');
    expect(usage(leaf)).toMatchObject({
      digitalSignature: true,
      keyCertSign: false,
      critical: true,
    });
    expect(usage(leaf)).toMatchObject({ keyEncipherment: true });
    const authority = pki.certificateFromPem(read(server));
    expect(usage(authority)).toMatchObject({ keyCertSign: true, digitalSignature: false });
    expect(authority.getExtension('basicConstraints')).toMatchObject({ cA: true, critical: true });
    const days = (Number(leaf.validity.notAfter) - Number(leaf.validity.notBefore)) / 864e5;
    expect(Math.round(days)).toBe(397);
  });

  test('that cannot be written is named', async () => {
    const certificateFile = path.join(folder, 'file', 'ca.pem');
    writeFileSync(path.join(folder, 'file'), '');
    await expect(proxying({ certificateFile })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining(certificateFile),
    });
  });
});
