import type { Command } from 'commander';
import type { PlayheadServer, ServeOptions } from '../server/serve.ts';
import { parsePort } from './option-values.ts';
import { printable } from './print/printable.ts';

export type StartServer = (options: ServeOptions) => Promise<PlayheadServer>;

/** Adds the options of every command that starts a server. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--port <number>', 'default 4010; 0 takes any free port', parsePort)
    .option('--host <address>', 'default 127.0.0.1: this machine alone')
    .option('--proxy', 'also acts as a forward proxy, for apps whose provider URL is fixed')
    .option('--certificate <file>', 'where the proxy keeps the certificate that it makes');
}

/** Serves until the process is told to end. Loads the server here: other commands start faster. */
export async function startServer(options: ServeOptions): Promise<PlayheadServer> {
  const { serve } = await import('../server/index.ts');
  const server = await serve(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close().catch((error: Error) => {
        process.stderr.write(`${printable(error.message)}\n`);
        process.exitCode = 1;
      });
    });
  }
  return server;
}

/** Says how a client uses the server as its proxy; nothing where it is not one. */
export function proxyLine({
  url,
  certificateFile,
}: Pick<PlayheadServer, 'url' | 'certificateFile'>) {
  if (certificateFile === undefined) return '';
  return `To use it as a proxy: HTTPS_PROXY=${url} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=${certificateFile}\n`;
}
