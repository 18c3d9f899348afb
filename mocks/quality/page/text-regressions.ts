import { countWithPrefix, splitWords } from '../../util/split-words.ts';
import type { LostWord, TextRegression } from '../observations.ts';

interface PlacedWord {
  word: string;
  index: number;
}

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
): Omit<TextRegression, 'cursor'> | undefined {
  if (after.startsWith(before.trimEnd())) return undefined; // fast path: text was appended
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const from = wordStart(before, start);
  const removed = wordsBetween(before, from, wordEnd(before, before.length - end));
  const added = splitWords(after.slice(from, wordEnd(after, after.length - end)));
  const missing = removed.filter(({ word }) => !takeWord(added, word));
  if (missing.length === 0) return undefined;
  const unmounted = splitWords(readUnmounted());
  const lost = missing.filter(({ word }) => !takeWord(unmounted, word));
  if (lost.length === 0) return undefined;
  const all = splitWords(after);
  return {
    before: excerpt(before, from),
    after: excerpt(after, from),
    words: lost.map(({ word, index }) => ({
      word,
      remaining: countWithPrefix(all, word),
      pairs: pairsOf(before, word, index),
    })),
  };
}

function wordsBetween(text: string, from: number, to: number): PlacedWord[] {
  const found = text.slice(from, to).matchAll(/\S+/g);
  return [...found].map(({ 0: word, index }) => ({ word, index: from + index }));
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

function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && lastCode(one, count) === lastCode(other, count)) count++;
  return count;
}

function lastCode(text: string, back: number): number {
  return text.charCodeAt(text.length - 1 - back);
}

function wordStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && !isBlank(text[at - 1]!)) at--;
  return at;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text[at]!)) at++;
  return at;
}

function isBlank(character: string): boolean {
  return character.trim() === '';
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - CONTEXT);
  const to = Math.min(text.length, at + CONTEXT);
  const shown = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
}
