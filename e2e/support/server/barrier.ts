import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../listen.ts';

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
  return {
    url: await listen(server),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
