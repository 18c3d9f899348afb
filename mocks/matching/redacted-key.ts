import { PLACEHOLDER } from '../cassette/placeholder.ts';

/** Matches what may stand in a JSON string. */
const ANY_TEXT = String.raw`(?:[^"\\]|\\.)+?`;

/**
 * Makes a test for the keys that a recorded key stands for, where a secret was removed from it: the app
 * still sends the secret. Undefined where none was: then keys are compared.
 */
export function redactedKeyTest(recorded: string): ((key: string) => boolean) | undefined {
  const texts = recorded.split(PLACEHOLDER);
  if (texts.length === 1) return undefined;
  const literals = texts.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${literals.join(ANY_TEXT)}$`, 's');
  return (key) => pattern.test(key);
}

/** Tells whether a key is a recorded one, but for secrets that were removed. */
export function equalsRecordedKey(key: string, recorded: string): boolean {
  return key === recorded || !!redactedKeyTest(recorded)?.(key);
}
