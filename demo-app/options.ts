export interface Options {
  replay: boolean;
  /** 0 takes any free port. */
  port: number;
}

const USAGE = 'Use --replay, --port N.';

/**
 * Reads the server's command line and environment.
 * @throws Error for an unknown option and for a port that is none.
 */
export function readOptions(args: readonly string[], env: { PORT?: string | undefined }): Options {
  const options: Options = { replay: false, port: readPort('PORT', env.PORT || '0') };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name, value] = splitOnce(arg, '=');
    if (arg === '--replay') options.replay = true;
    else if (name === '--port') options.port = readPort('--port', value ?? rest.shift());
    else throw new Error(`Cannot start the demo app: unknown option ${arg}. ${USAGE}`);
  }
  return options;
}

function readPort(name: string, text: string | undefined): number {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  const what = text === undefined ? 'has no value' : `is "${text}"`;
  throw new Error(`Cannot start the demo app: ${name} ${what}. Give a port from 0 to 65535.`);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
