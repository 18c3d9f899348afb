import type { ToolCall } from '../../protocols/turn.ts';
import { parseJson } from '../../util/json.ts';
import { normalizeText } from '../../util/text.ts';

/** Allows a UI to cut a long value, in letters and digits. */
const SHOWN_LENGTH = 20;

/**
 * Checks whether a normalized text holds anything of what a tool returned: one of its values, or a
 * line of it. What its name and arguments say as well does not count; a result of nothing else is
 * taken for shown.
 */
export function showsResult({ name, argumentsText, result }: ToolCall, shown: string): boolean {
  if (result === undefined) return true;
  const known = normalizeText(`${name} ${argumentsText}`);
  const values = valuesOf(parseJson(result) ?? result)
    .map((value) => normalizeText(value).slice(0, SHOWN_LENGTH))
    .filter((value) => value !== '' && !known.includes(value));
  return values.length === 0 || values.some((value) => shown.includes(value));
}

/** Lists the texts and numbers in a value, a text line by line. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n');
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesOf);
  return [];
}
