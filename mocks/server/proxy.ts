import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { createIssuer } from './certificates.ts';
import { refuse } from './http-response.ts';

/** The first byte of a TLS connection: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const TLS_HANDSHAKE = 0x16;

/** The connections whose client means another host, with or without TLS. */
export const tunnels = new WeakSet<object>();

/** Takes what clients send through an HTTP proxy. */
export interface Proxy {
  /** Answers a CONNECT request: what comes by its connection goes to the server, without its TLS. */
  accept(this: void, request: IncomingMessage, socket: Duplex, first: Buffer): void;
  /** Ends the connections that no request has come by: the server does not know them. */
  close(): void;
}

/**
 * Opens connections to any host by answering in its name, with certificates that this file vouches for.
 * No connection leads to another machine.
 * @throws PlayheadError as `createIssuer`
 */
export async function createProxy(server: Server, certificateFile: string): Promise<Proxy> {
  const issue = await createIssuer(certificateFile);
  const open = new Set<Duplex>();
  const hosts = new WeakMap<Duplex, string>();
  /** Hosts that a client has sent a request to, or that a trust warning has named. */
  const known = new Set<string>();
  const note = ({ socket }: IncomingMessage) => {
    const host = hosts.get(socket);
    if (host !== undefined) known.add(host);
  };
  server.on('request', note).on('upgrade', note);

  function takeTls(socket: Duplex, host: string): void {
    const secure = new TLSSocket(socket, { isServer: true, secureContext: issue(host) });
    hosts.set(secure, host);
    tunnels.add(secure);
    secure.on('error', () => {}); // it closes, too
    secure.once('close', () => {
      if (known.has(host) || closing) return;
      known.add(host);
      process.emitWarning(
        `A client has closed its connection to ${host} before any request. If it does not trust the proxy, set NODE_EXTRA_CA_CERTS, SSL_CERT_FILE or the like to ${certificateFile} where it starts.`,
      );
    });
    server.emit('connection', secure); // https://nodejs.org/api/http.html#event-connection
  }

  let closing = false;
  return {
    accept(request, socket, first) {
      const host = hostOf(request);
      if (host === undefined) {
        refuse(socket, '400 Bad Request');
        return;
      }
      open.add(socket);
      socket.once('close', () => open.delete(socket)).on('error', () => {});
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (first.length > 0) socket.unshift(first);
      socket.once('readable', () => {
        const head = socket.read(1) as Buffer | null;
        if (!head) {
          socket.destroy(); // the client has left: else its half stays open
          return;
        }
        socket.unshift(head);
        if (head[0] === TLS_HANDSHAKE) takeTls(socket, host);
        else {
          tunnels.add(socket);
          server.emit('connection', socket);
        }
      });
    },
    close() {
      closing = true;
      for (const socket of open) socket.destroy();
    },
  };
}

/** Reads the host that a CONNECT request names, such as `api.example.com:443` or `[::1]:443`. */
function hostOf({ url }: IncomingMessage): string | undefined {
  const target = `http://${url}`;
  return URL.canParse(target) ? new URL(target).hostname.replace(/^\[|\]$/g, '') : undefined;
}
