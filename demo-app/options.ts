import { parseArgs } from 'node:util';

export interface Options {
  replay: boolean;
  /** 0 takes any free port. */
  port: number;
}

/**
 * Reads the server's command line and environment.
 * @throws Error for an unknown option and for an invalid port.
 */
export function readOptions(args: string[], env: { PORT?: string | undefined }): Options {
  const { values } = parseArgs({
    args,
    options: { replay: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  const port = values.port ?? (env.PORT || '0');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`Invalid port "${port}": expected a number from 0 to 65535.`);
  }
  return { replay: values.replay, port: Number(port) };
}
