import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { type Options, readOptions } from './options.ts';
import { ownAgent } from './own-agent.ts';
import { relay } from './relay.ts';
import { securityHeaders } from './security.ts';
import { weather } from './weather.ts';

const HOST = '127.0.0.1';
const dist = fileURLToPath(new URL('dist', import.meta.url));
const cassettes = fileURLToPath(new URL('../cassettes', import.meta.url));

async function start({ replay, model, port }: Options): Promise<void> {
  if (!existsSync(`${dist}/index.html`)) {
    throw new Error('Cannot start the demo app: it is not built. Run `npm run build` first.');
  }
  const app = express();
  app.use(securityHeaders);
  app.get(
    '/api/config',
    (_request, response) => void response.json({ replay, relayed: model !== undefined }),
  );
  app.get('/api/weather', weather);
  if (model !== undefined) {
    app.use('/relay', relay(model));
    app.post('/api/chat', express.json({ limit: '10mb' }), ownAgent(model));
  }
  if (replay) app.use((await import('playhead/node')).replayRoutes(cassettes));
  app.use(express.static(dist));
  const server = await listen(app, port);
  const address = server.address() as AddressInfo;
  const asks = model === undefined ? '' : ` asks ${model}`;
  console.log(`Demo app: http://${HOST}:${address.port}/${asks}`);
}

function listen(app: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, HOST, (error) => {
      if (error) reject(new Error(explain(error, port)));
      else resolve(server);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Cannot start the demo app: port ${port} is in use. Choose another with --port, or leave it out.`;
    case 'EACCES':
      return `Cannot start the demo app: port ${port} is not allowed. Choose one above 1023 with --port.`;
    default:
      return `Cannot start the demo app: ${error.message}.`;
  }
}

try {
  await start(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
