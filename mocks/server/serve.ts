import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { Cassette } from '../cassette/cassette.ts';
import { loadPackage } from '../node/load-package.ts';
import { removeToken, writeToken } from '../node/server-file.ts';
import { DEFAULT_PORT } from '../player/session-channel.ts';
import { REPLAY_CHECKS } from '../replay/replay.ts';
import { checkChunking } from '../stream/chunking.ts';
import { checkPace } from '../stream/pace.ts';
import {
  checkChoice,
  checkOption,
  checkOptions,
  type OptionChecks,
} from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { checkRules } from '../record/redaction/secrets/rule.ts';
import { acceptTest, headWithoutUpgrade } from './control.ts';
import { refuse } from './http-response.ts';
import { createProxy, type Proxy } from './proxy.ts';
import { createProvider, parseProvider } from './provider.ts';
import type { RecordOptions } from './record-options.ts';
import { createTrafficRecorder } from './recording.ts';
import { createSession } from './session.ts';
import { createSessions } from './sessions.ts';
import { createStandalone, type PlayingOptions } from './standalone.ts';

/** Options of `serve`. */
export interface ServeOptions extends PlayingOptions {
  /** What answers while no test is connected. Default: nothing. */
  cassettes?: readonly Cassette[];
  /** Default: `'127.0.0.1'`: this machine alone. */
  host?: string;
  /** Default: 4010. 0 takes any free port. */
  port?: number;
  /** What tests have to show. Default: a random one, which tests of the same user find by the port. */
  token?: string;
  /**
   * Whether it is a forward proxy too, for a back end whose provider has a fixed address: the back end
   * gets it as its proxy, and trusts `certificateFile`. All that comes is answered here; only what is
   * recorded is passed on. Default: false.
   */
  proxy?: boolean;
  /**
   * Where the proxy keeps the certificate that it makes, PEM; the key lies beside it. Relative to the
   * working directory. Default: `node_modules/.cache/playhead/ca.pem`.
   */
  certificateFile?: string;
  /**
   * The provider that requests to be recorded go to: its base URL, or a name such as `'openai'`. Not needed
   * for what comes through the proxy.
   */
  to?: string;
  /** Records what is sent while no test is connected. Default: nothing. */
  record?: RecordOptions;
  /** Called with one line for each request. Default: nothing is logged. */
  log?: (line: string) => void;
}

/** A server that listens, and stands for the model. */
export interface PlayheadServer {
  /** Without a slash at the end: `http://127.0.0.1:4010`. */
  url: string;
  token: string;
  /** What clients of the proxy have to trust, absolute; undefined without `proxy`. */
  certificateFile: string | undefined;
  close(): Promise<void>;
}

const isText = (name: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'string' && value !== '', 'a non-empty string');

const isPort = (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;

const RECORD_CHECKS: OptionChecks<RecordOptions> = {
  file: isText('record.file'),
  mode: (value) => checkChoice('record.mode', value, ['all', 'new']),
  rules: checkRules,
};

function checkRecord(value: unknown): void {
  const hasFile = typeof value === 'object' && value !== null && 'file' in value;
  checkOption('record', value, hasFile, "an object such as { file: 'cassettes/chat.yaml' }");
  checkOptions(value as RecordOptions, RECORD_CHECKS, 'option of record');
}

const SERVE_CHECKS: OptionChecks<ServeOptions> = {
  cassettes: (value) =>
    checkOption('cassettes', value, Array.isArray(value), 'a list of parsed cassettes'),
  host: isText('host'),
  port: (value) => checkOption('port', value, isPort(value), 'a number from 0 to 65535'),
  token: isText('token'),
  proxy: (value) => checkOption('proxy', value, typeof value === 'boolean', 'true or false'),
  certificateFile: isText('certificateFile'),
  to: (value) => void parseProvider(value),
  record: checkRecord,
  log: (value) => checkOption('log', value, typeof value === 'function', 'a function'),
  pace: (value) => void checkPace(value),
  chunking: checkChunking,
  ...REPLAY_CHECKS,
};

const CERTIFICATE_FILE = 'node_modules/.cache/playhead/ca.pem';

/** Lets so many clients come at once: the system refuses more than wait to be accepted. */
const BACKLOG = 4096;
/** Keeps idle connections longer than clients do: one that is closed as it is used fails a request. */
const KEEP_ALIVE_MS = 120_000;

/**
 * Serves recorded completions over HTTP: to a back end whose base URL of the model is this server's.
 * While tests with `carrier: 'server'` are connected, their cassettes answer; else those given here.
 *
 * @throws PlayheadError `bad-option`; `cannot-listen` where the address cannot be used; `missing-package`
 *   where `express` is missing, or `node-forge` with `proxy`; `file-in-use` and `cannot-write` where
 *   `record` cannot write its file; and the codes of `cassetteHandlers`.
 * @example
 * const server = await serve({ cassettes: [readCassette('chat.yaml')], repeat: true });
 * const openai = new OpenAI({ baseURL: `${server.url}/v1` });
 */
export async function serve(options: ServeOptions = {}): Promise<PlayheadServer> {
  const {
    cassettes = [],
    host = '127.0.0.1',
    port = DEFAULT_PORT,
    token = randomUUID(),
    proxy: isProxy = false,
    certificateFile = CERTIFICATE_FILE,
    to,
    record,
    log = () => {},
    ...playing
  } = checkOptions(options, SERVE_CHECKS);
  const { createApp } = await loadPackage('serve', () => import('./app.ts'));
  const standalone = createStandalone(cassettes, playing);
  const sessions = createSessions();
  const provider = createProvider(to, { host, port, isProxy });
  const recording =
    record && createTrafficRecorder({ mode: 'all', rules: [], ...record, provider, log });
  const server = createServer(createApp({ sessions, standalone, provider, recording, log }));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', (request, socket, first) => {
    socket.unshift(first); // what came in the same packet
    if (request.headers.upgrade === 'h2c') {
      socket.unshift(headWithoutUpgrade(request));
      server.emit('connection', socket); // https://nodejs.org/api/http.html#event-connection
      return;
    }
    const info = acceptTest(request, socket, { token, host });
    if (info) void sessions.add(createSession(socket, info));
  });
  const file = isProxy ? path.resolve(certificateFile) : undefined;
  let proxy: Proxy | undefined;
  try {
    proxy = file === undefined ? undefined : await createProxy(server, file);
    server.on('connect', proxy?.accept ?? refuseTunnel);
    await listen(server, host, port);
    writeToken(portOf(server), token);
  } catch (error) {
    server.close();
    await recording?.close();
    throw error;
  }
  const actual = portOf(server);
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${actual}`,
    token,
    certificateFile: file,
    async close() {
      removeToken(actual);
      proxy?.close();
      for (const session of sessions.running) session.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await recording?.close();
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Answers a client that takes this for a proxy. */
function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  refuse(
    socket,
    '405 Method Not Allowed',
    'Playhead is not a proxy. Start it with proxy: true (--proxy).\n',
  );
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Cannot serve on ${host}:${port}: ${reasonOf(error)}`;
      reject(new PlayheadError('cannot-listen', message));
    });
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is in use. Choose another one, or stop what uses it.';
    case 'EACCES':
      return 'the port is not allowed. Choose one above 1023.';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address. Choose 127.0.0.1 or 0.0.0.0.';
    default:
      return `${message}.`;
  }
}
