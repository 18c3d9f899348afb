import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MATCH_CHECKS } from '../matching/options.ts';
import type { ProtocolChoice } from '../protocols/protocols.ts';
import { PlayheadError } from '../util/error.ts';

const MODULE = /\.[cm]?[jt]s$/;

/** Reads the name of a protocol, or the file of a module whose default export is one. */
export function parseProtocol(text: string): string {
  if (!MODULE.test(text)) MATCH_CHECKS.protocol(text);
  return text;
}

/**
 * Loads what `parseProtocol` has read.
 * @throws PlayheadError `no-file` where there is no such file, `bad-option` where it exports something else.
 */
export async function loadProtocol(named: string): Promise<ProtocolChoice> {
  if (!MODULE.test(named)) return named as ProtocolChoice;
  const file = path.resolve(named);
  if (!existsSync(file)) {
    const hint = 'Name a module whose default export is what defineProtocol returns';
    const message = `Cannot load the protocol ${named}: it does not exist. ${hint}.`;
    throw new PlayheadError('no-file', message, { file: named });
  }
  const loaded = (await import(pathToFileURL(file).href)) as { default?: ProtocolChoice };
  MATCH_CHECKS.protocol(loaded.default);
  return loaded.default!;
}
