import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets tests of several workers wait for each other: answers a path once so many have come there. */
export async function startBarrier(size: number): Promise<{ url: string; close: () => void }> {
  const waiting = new Map<string, ServerResponse[]>();
  const server = createServer(({ url = '/' }, response) => {
    const all = [...(waiting.get(url) ?? []), response];
    waiting.set(url, all);
    if (all.length < size) return;
    waiting.delete(url);
    for (const each of all) each.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
