import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import express from 'express';
import { listen } from '../listen.ts';
import type { BackEnd } from './back-end.ts';

export interface RunningBackEnd {
  url: string;
  close: () => Promise<void>;
}

/** Serves the routes of a back end, on a free port. */
export async function serveBackEnd(backEnd: BackEnd, modelUrl: string): Promise<RunningBackEnd> {
  const app = express();
  const server = createServer(app);
  // Node forgets those that have become web sockets: they would keep the server open.
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  backEnd({ app, server, modelUrl });
  return {
    url: await listen(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.destroy();
      }),
  };
}
