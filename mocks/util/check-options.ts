import { PlayheadError } from './error.ts';
import { formatValue } from './format-value.ts';

/** One check an option: it throws where the value is wrong. */
export type OptionChecks<T> = { [K in keyof Required<T>]: (value: unknown) => void };

/** What the checked things are called in messages, one of them and several. */
type Noun = readonly [one: string, several: string];
const OPTION: Noun = ['option', 'options'];

/**
 * Checks options at run time too: a misspelt one must not pass unseen in JavaScript.
 * @throws PlayheadError `bad-option` that lists the valid ones.
 */
export function checkOptions<T extends object>(
  options: T,
  checks: OptionChecks<T>,
  noun: Noun = OPTION,
): T {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) throw unknownOption(name, Object.keys(checks), noun);
    if (value !== undefined) checks[name as keyof T](value);
  }
  return options;
}

/** The error for a name that is no option. */
export function unknownOption(
  name: string,
  valid: readonly string[],
  [one, several]: Noun = OPTION,
): PlayheadError {
  return new PlayheadError(
    'bad-option',
    `Cannot use the ${one} "${name}": there is none of that name. Valid ${several}: ${valid.join(', ')}.`,
  );
}

/** @throws PlayheadError `bad-option` that says what was wanted, where the value is not valid. */
export function checkOption(
  name: string,
  value: unknown,
  valid: boolean,
  wanted: string,
  [one]: Noun = OPTION,
): void {
  if (valid) return;
  throw new PlayheadError(
    'bad-option',
    `Cannot use ${formatValue(value)} as the ${one} "${name}": it is not ${wanted}. Change or remove it.`,
  );
}
