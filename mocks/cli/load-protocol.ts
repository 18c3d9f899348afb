import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MATCH_CHECKS } from '../matching/options.ts';
import type { ProtocolChoice } from '../protocols/protocols.ts';
import { PlayheadError } from '../util/error.ts';

const MODULE = /\.[cm]?[jt]s$/;
const TYPESCRIPT = /\.[cm]?ts$/;

/** Reads the name of a protocol, or the file of a module whose default export is one. */
export function parseProtocol(text: string): string {
  if (!MODULE.test(text)) MATCH_CHECKS.protocol(text);
  return text;
}

/**
 * Loads what `parseProtocol` has read.
 * @throws PlayheadError `no-file` where there is no such file, `bad-option` where it cannot be loaded or
 *   exports something else.
 */
export async function loadProtocol(named: string): Promise<ProtocolChoice> {
  if (!MODULE.test(named)) return named as ProtocolChoice;
  const file = path.resolve(named);
  if (!existsSync(file)) {
    const hint = 'Name a module whose default export is what defineProtocol returns';
    const message = `Cannot load the protocol ${named}: it does not exist. ${hint}.`;
    throw new PlayheadError('no-file', message, { file: named });
  }
  const loaded = await load(named, pathToFileURL(file).href);
  MATCH_CHECKS.protocol(loaded.default);
  return loaded.default!;
}

async function load(named: string, url: string): Promise<{ default?: ProtocolChoice }> {
  try {
    return (await import(url)) as { default?: ProtocolChoice };
  } catch (error) {
    throw explainLoadFailure(named, error);
  }
}

/** Makes the error for a module that Node does not load, from what Node has thrown. */
export function explainLoadFailure(named: string, error: unknown): PlayheadError {
  const { code, stack = '' } = Object(error) as { code?: unknown; stack?: string };
  const reason =
    code === 'ERR_UNKNOWN_FILE_EXTENSION' && TYPESCRIPT.test(named)
      ? 'this Node cannot run TypeScript. Compile it to .js, or use Node 22.18 or newer.'
      : `${String(error).replaceAll(/\s+/g, ' ')}${placeIn(stack) ?? `. "node ${named}" may show where.`}`;
  return new PlayheadError('bad-option', `Cannot load the protocol ${named}: ${reason}`, {
    file: named,
  });
}

/** Finds the line that has thrown, among those of Node itself. */
function placeIn(stack: string): string | undefined {
  const [, url, line] = /(file:\/\/[^\s)]+?):(\d+)/.exec(stack) ?? [];
  return url && ` at ${path.relative('', fileURLToPath(url))}:${line}.`;
}
