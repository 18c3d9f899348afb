import { PLACEHOLDER } from '../../cassette/placeholder.ts';
import { toBinary } from '../../wire/body.ts';

const ALL = new RegExp(PLACEHOLDER, 'g');

/** Puts blanks in the place of placeholders, so that nothing is found in them or across them. */
export function blankPlaceholders(text: string): string {
  return text.includes('REDACTED_')
    ? text.replaceAll(ALL, (placeholder) => ' '.repeat(placeholder.length))
    : text;
}

/** Gives each secret its placeholder. */
export interface Placeholders {
  /** Keeps the numbers that a text has for others: it was redacted in an earlier run. */
  reserve(text: string): void;
  /** Returns the placeholder of a secret: that of the kind it was first seen as. */
  of(secret: string, kind: string): Promise<string>;
}

/** Numbers secrets by their hashes, salted: the secrets themselves are not kept. */
export function createPlaceholders(): Placeholders {
  const salt = toBinary(crypto.getRandomValues(new Uint8Array(16)));
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const encoder = new TextEncoder();
  return {
    reserve(text) {
      if (!text.includes('REDACTED_')) return;
      for (const [placeholder] of text.matchAll(ALL)) {
        const end = placeholder.lastIndexOf('_');
        const name = placeholder.slice(0, end);
        const number = Number(placeholder.slice(end + 1));
        if (Number.isSafeInteger(number)) counts.set(name, Math.max(number, counts.get(name) ?? 0));
      }
    },
    async of(secret, kind) {
      const bytes = await crypto.subtle.digest('SHA-256', encoder.encode(salt + secret));
      const hash = toBinary(new Uint8Array(bytes));
      const earlier = known.get(hash);
      if (earlier !== undefined) return earlier;
      const name = `REDACTED_${kind.toUpperCase().replaceAll(/[^A-Z]+/g, '_')}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const placeholder = `${name}_${count}`;
      known.set(hash, placeholder);
      return placeholder;
    },
  };
}
