import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Connects two sockets of this process, until the test ends. */
export async function socketPair(): Promise<[near: Socket, far: Socket]> {
  // As a server of HTTP does it: an end that comes does not end what goes out.
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  for (const socket of [near, far]) {
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
  }
  return [near, far];
}
