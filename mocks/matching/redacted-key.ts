import { PLACEHOLDER } from '../cassette/placeholder.ts';

/**
 * Makes a test for the keys that a recorded key stands for, where a secret was removed from it: the app
 * still sends the secret, which is any text within one JSON string. Undefined where none was removed: then
 * keys are compared.
 */
export function redactedKeyTest(recorded: string): ((key: string) => boolean) | undefined {
  const [first = '', ...others] = recorded.split(PLACEHOLDER);
  const last = others.pop();
  if (last === undefined) return undefined;
  return (key) => {
    if (!key.startsWith(first) || !key.endsWith(last)) return false;
    const text = readStrings(key);
    let starts: readonly number[] = [first.length];
    for (const literal of others) {
      starts = endsOf(literal, starts, key, text);
      if (starts.length === 0) return false;
    }
    const end = key.length - last.length;
    return starts.some((start) => start < end && end <= text.endOf(start) && !text.isEscaped(end));
  };
}

/** Tells whether a key is a recorded one, but for secrets that were removed. */
export function equalsRecordedKey(key: string, recorded: string): boolean {
  return key === recorded || !!redactedKeyTest(recorded)?.(key);
}

type Strings = ReturnType<typeof readStrings>;

/** Finds where each string of a JSON text ends. */
function readStrings(key: string) {
  const ends = new Int32Array(key.length + 1).fill(key.length);
  const escaped = new Uint8Array(key.length + 1);
  for (let at = 0; at < key.length; at++) {
    if (key[at] === '\\' && !escaped[at]) escaped[at + 1] = 1;
  }
  for (let at = key.length - 1; at >= 0; at--) {
    ends[at] = key[at] === '"' && !escaped[at] ? at : ends[at + 1]!;
  }
  return {
    /** The place of the quote that ends the string around a place. */
    endOf: (at: number) => ends[at]!,
    /** Whether a place is within an escape. */
    isEscaped: (at: number) => escaped[at] === 1,
  };
}

/**
 * Finds the ends of a literal that follows at least one character of the same string. Of several in one
 * string, the first one counts: from it all can be reached that the others reach, so the cost does not grow
 * with their number.
 */
function endsOf(literal: string, starts: readonly number[], key: string, text: Strings): number[] {
  const firsts = new Map<number, number>();
  for (const start of starts) {
    const end = text.endOf(start);
    let at = key.indexOf(literal, start + 1);
    for (; at >= 0 && at <= end; at = key.indexOf(literal, at + 1)) {
      if (text.isEscaped(at)) continue;
      const after = at + literal.length;
      const string = text.endOf(after);
      if (!firsts.has(string) || firsts.get(string)! > after) firsts.set(string, after);
    }
  }
  return [...firsts.values()];
}
