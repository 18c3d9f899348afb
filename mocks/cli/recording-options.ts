import { existsSync } from 'node:fs';
import { PlayheadError } from '../util/error.ts';
import { checkOption } from '../util/check-options.ts';
import type { Context } from './terminal.ts';

/**
 * Refuses to record in CI: a run there plays what was committed, and must not ask a provider.
 * @param what for the message, such as `record`
 */
export function refuseInCi({ env }: Pick<Context, 'env'>, force: boolean, what: string): void {
  const ci = env['CI'];
  if (force || !ci || ci === 'false' || ci === '0') return;
  const message = `Cannot ${what} in CI: record on your machine and commit the cassette. Add --force to do it anyway.`;
  throw new PlayheadError('bad-option', message);
}

/** Reads the name of the cassette that is recorded. */
export function parseOutput(text: string): string {
  checkOption('output', text, /[^/\\]\.yaml$/.test(text), 'a name that ends in .yaml');
  return text;
}

/** Refuses to record over a cassette that is there, unless that is said. */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  const message = `Cannot record to ${file}: it exists. Add --append to follow what is in it, or --overwrite to replace it.`;
  throw new PlayheadError('bad-option', message);
}
