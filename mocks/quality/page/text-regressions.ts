import { commonLength, countWithPrefix, splitWords } from '../../util/split-words.ts';
import type { LostWord, TextRegression } from '../observations.ts';

/** Quotes this many characters on each side of the place where the texts differ. */
const CONTEXT = 40;

/**
 * Finds the words that a change took from a text; undefined where it took none. A word that has
 * grown is not lost, nor is one that moved within the changed part.
 * @param readUnmounted reads text whose removal no reader notices; called only if words are missing
 */
export function findTextRegression(
  before: string,
  after: string,
  readUnmounted: () => string = () => '',
): TextRegression | undefined {
  if (after.startsWith(before.trimEnd())) return undefined; // fast path: text was appended
  const [had, has] = [splitWords(before), splitWords(after)];
  const start = commonLength(had, has);
  const end = commonLength(had.slice(start).toReversed(), has.slice(start).toReversed());
  const added = has.slice(start, has.length - end);
  const missing = [...had.entries()]
    .slice(start, had.length - end)
    .filter(([, word]) => !takeWord(added, word));
  if (missing.length === 0) return undefined;
  const unmounted = splitWords(readUnmounted());
  const lost = missing.filter(([, word]) => !takeWord(unmounted, word));
  if (lost.length === 0) return undefined;
  const places = placesOf(before);
  return {
    before: excerpt(before, places[start]),
    after: excerpt(after, placesOf(after)[start]),
    words: lost.map(([at, word]) => ({
      word,
      remaining: countWithPrefix(has, word),
      pairs: pairsOf(before, word, places[at]!),
    })),
  };
}

/** Finds where each word begins. */
function placesOf(text: string): number[] {
  return Array.from(text.matchAll(/\S+/g), ({ index }) => index);
}

function pairsOf(text: string, word: string, index: number): LostWord['pairs'] {
  const line = (part: string | undefined) => splitWords(part ?? '');
  const before = line(text.slice(0, index).split('\n').at(-1)).at(-1);
  const after = line(text.slice(index + word.length).split('\n', 1)[0])[0];
  return [...(before ? [`${before} ${word}`] : []), ...(after ? [`${word} ${after}`] : [])];
}

/** Takes a word, or one that it has grown into, out of a list. */
function takeWord(words: string[], word: string): boolean {
  const same = words.indexOf(word);
  const index = same < 0 ? words.findIndex((each) => each.startsWith(word)) : same;
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}

function excerpt(text: string, at = text.length): string {
  const from = Math.max(0, at - CONTEXT);
  const to = Math.min(text.length, at + CONTEXT);
  const shown = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
}
