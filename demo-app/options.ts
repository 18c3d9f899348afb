import { parseArgs } from 'node:util';

export interface Options {
  replay: boolean;
  /** The address of a model that the server asks for the page; undefined: the page asks by itself. */
  model: string | undefined;
  /** 0 takes any free port. */
  port: number;
}

/**
 * Reads the server's command line and environment.
 * @throws Error for an unknown option, and for an invalid port or address.
 */
export function readOptions(args: string[], env: { PORT?: string | undefined }): Options {
  const { values } = parseArgs({
    args,
    options: {
      replay: { type: 'boolean', default: false },
      model: { type: 'string' },
      port: { type: 'string' },
    },
  });
  const port = values.port ?? (env.PORT || '0');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`Invalid port "${port}": expected a number from 0 to 65535.`);
  }
  const { replay, model } = values;
  if (model !== undefined && !URL.canParse(model)) {
    throw new Error(`Invalid model "${model}": expected an address such as http://127.0.0.1:4010.`);
  }
  return { replay, model: model?.replace(/\/$/, ''), port: Number(port) };
}
