import { PlayheadError } from './error.ts';
import { inWords } from './in-words.ts';

/** One check an option: it throws where the value is wrong. */
export type OptionChecks<T> = { [K in keyof Required<T>]: (value: unknown) => void };

/**
 * Checks options at run time too: a misspelt one must not pass unseen in JavaScript.
 * @throws PlayheadError `bad-option` that lists the valid ones.
 */
export function checkOptions<T extends object>(options: T, checks: OptionChecks<T>): T {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) throw unknownOption(name, Object.keys(checks));
    if (value !== undefined) checks[name as keyof T](value);
  }
  return options;
}

/** The error for a name that is no option. */
export function unknownOption(name: string, valid: readonly string[]): PlayheadError {
  return new PlayheadError(
    'bad-option',
    `Cannot use the option "${name}": there is none of that name. Valid options: ${valid.join(', ')}.`,
  );
}

/** @throws PlayheadError `bad-option` that says what was wanted, where the value is not valid. */
export function checkOption(name: string, value: unknown, valid: boolean, wanted: string): void {
  if (valid) return;
  throw new PlayheadError(
    'bad-option',
    `Cannot use ${inWords(value)} as the option "${name}": it is not ${wanted}. Change or remove it.`,
  );
}
