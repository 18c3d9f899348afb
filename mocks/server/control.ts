import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SESSION_PATH, SESSION_PROTOCOL, type SessionInfo } from '../player/session-channel.ts';
import { refuse } from './http-response.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
/** Who listens on all addresses is reached by any name: that of a container, say. */
const ANY_ADDRESS = /^(?:0\.0\.0\.0|::)$/;

/**
 * Accepts the connection of a test, or refuses it. No page can make one: browsers do not let scripts
 * upgrade to this protocol, and any request that names an origin or another host is refused as well.
 * @param host the host that the server listens on, where it is not the loopback
 */
export function acceptTest(
  request: IncomingMessage,
  socket: Duplex,
  { token, host }: { token: string; host: string },
): SessionInfo | undefined {
  socket.on('error', () => {}); // the client may have left
  const [pathname, query] = (request.url ?? '').split('?', 2) as [string, string?];
  const rejection = rejectionStatus(request, pathname, token, host);
  if (rejection) {
    refuse(socket, rejection);
    return undefined;
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${SESSION_PROTOCOL}\r\n\r\n`,
  );
  const searchParams = new URLSearchParams(query);
  const { id = '', title = '' } = Object.fromEntries(searchParams);
  return { id, title, models: searchParams.getAll('model') };
}

function rejectionStatus(
  { headers }: IncomingMessage,
  pathname: string,
  token: string,
  listening: string,
): string | undefined {
  if (pathname !== SESSION_PATH || headers.upgrade !== SESSION_PROTOCOL) return '404 Not Found';
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const isNamed = LOOPBACK.test(host) || host === listening || ANY_ADDRESS.test(listening);
  if (!isNamed) return '403 Forbidden Host';
  if (headers.origin !== undefined) return '403 Forbidden Origin';
  const isRight = isEqual(headers.authorization ?? '', `Bearer ${token}`);
  return isRight ? undefined : '401 Wrong Token';
}

/** Compares without telling by the time taken how much of it is right. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Writes the head of a request as if it did not offer HTTP/2, as each first one of Java's client does:
 * Node takes it from the application else.
 */
export function headWithoutUpgrade({ method, url, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = rawHeaders.slice(at, at + 2) as [string, string];
    if (!/^(?:connection|upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
