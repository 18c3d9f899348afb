import { closestName } from './closest-name.ts';
import { PlayheadError } from './error.ts';
import { formatValue } from './format-value.ts';

/** One check per option, which throws where the value is invalid. */
export type OptionChecks<T> = { [K in keyof Required<T>]: (value: unknown) => void };

/**
 * Checks options at run time too: JavaScript would pass over a misspelt one.
 * @param noun the word for an option in messages
 * @throws PlayheadError `bad-option` that lists the valid names.
 */
export function checkOptions<T extends object>(
  options: T,
  checks: OptionChecks<T>,
  noun = 'option',
): T {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) throw unknownOption(name, Object.keys(checks), noun);
    if (value !== undefined) checks[name as keyof T](value);
  }
  return options;
}

/** Makes the error for an unexpected value. */
export function invalid(
  thing: string,
  value: unknown,
  expected: string,
  valid: readonly string[] = [],
): PlayheadError {
  const meant = typeof value === 'string' ? closestName(value, valid) : undefined;
  const message = meant
    ? `Invalid ${thing} ${JSON.stringify(value)}. Did you mean "${meant}"?`
    : `Invalid ${thing}: expected ${expected}, got ${formatValue(value)}.`;
  return new PlayheadError('bad-option', message);
}

/** @throws PlayheadError `bad-option` with the expectation, where the value is not valid. */
export function checkOption(name: string, value: unknown, valid: boolean, expected: string): void {
  if (!valid) throw invalid(name, value, expected);
}

/** @throws PlayheadError `bad-option` where the value is not one of these names. */
export function checkChoice(name: string, value: unknown, valid: readonly string[]): void {
  if (valid.includes(value as string)) return;
  throw invalid(name, value, oneOf(valid), valid);
}

/** Lists names for a message: `'page' or 'service-worker'`. */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((each) => `'${each}'`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function unknownOption(name: string, valid: readonly string[], noun: string): PlayheadError {
  const meant = closestName(name, valid);
  const hint = meant ? ` Did you mean "${meant}"?` : '';
  return new PlayheadError(
    'bad-option',
    `Unknown ${noun} "${name}".${hint} Valid names: ${valid.join(', ')}.`,
  );
}
