import { existsSync } from 'node:fs';
import { recordEnvironment } from '../node/record-environment.ts';
import { PlayheadError } from '../util/error.ts';
import { checkOption } from '../util/check-options.ts';
import type { Context } from './terminal.ts';

/**
 * Refuses to record in CI: a run there plays what was committed, and must not ask a provider.
 * @param what for the message, such as `record`
 */
export function refuseInCi({ env }: Pick<Context, 'env'>, force: boolean, what: string): void {
  const { isCi, isForced } = recordEnvironment(env);
  if (force || isForced || !isCi) return;
  const message = `Cannot ${what} in CI: record on your machine and commit the cassette. Add --force, or set PLAYHEAD_RECORD=1, to do it anyway.`;
  throw new PlayheadError('not-recorded', message);
}

/** Makes a function that reads the name of a cassette to write. */
export function parseCassetteFile(name: 'output' | 'file') {
  return (text: string) => {
    checkOption(name, text, /[^/\\]\.yaml$/.test(text), 'a name that ends in .yaml');
    return text;
  };
}

/**
 * Refuses to write over a cassette that is there, unless that is said.
 * @param doing for the message, such as `record to`
 */
export function refuseExisting(file: string, doing: string, hint: string): void {
  if (!existsSync(file)) return;
  const message = `Cannot ${doing} ${file}: it exists. ${hint}.`;
  throw new PlayheadError('cannot-write', message, { file });
}
