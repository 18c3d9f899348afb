import { countWithPrefix, splitWords } from '../../util/split-words.ts';
import type { TextLoss, LostWord } from '../observations.ts';

/** So much is shown around the place where the texts part. */
const AROUND = 40;

/**
 * The words that a text has lost; undefined where it has lost none. A word that has grown is not
 * lost, nor is one that stands elsewhere in what has changed.
 * @param unseen what nobody misses, asked for where words are gone
 */
export function findLoss(
  before: string,
  after: string,
  unseen: () => string = () => '',
): Omit<TextLoss, 'at'> | undefined {
  if (after.startsWith(before.trimEnd())) return undefined; // nearly always, and at once
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const from = wordStart(before, start);
  const gone = placesOf(before, from, wordEnd(before, before.length - end));
  const come = splitWords(after.slice(from, wordEnd(after, after.length - end)));
  const taken = gone.filter(({ word }) => !take(come, word));
  if (taken.length === 0) return undefined;
  const unmissed = splitWords(unseen());
  const lost = taken.filter(({ word }) => !take(unmissed, word));
  if (lost.length === 0) return undefined;
  const all = splitWords(after);
  return {
    before: around(before, from),
    after: around(after, from),
    words: lost.map(({ word, at }) => ({
      word,
      left: countWithPrefix(all, word),
      pairs: pairsOf(before, word, at),
    })),
  };
}

/** The words of a part of a text, and where they are. */
function placesOf(text: string, from: number, to: number): { word: string; at: number }[] {
  const found = text.slice(from, to).matchAll(/\S+/g);
  return [...found].map(({ 0: word, index }) => ({ word, at: from + index }));
}

function pairsOf(text: string, word: string, at: number): LostWord['pairs'] {
  const line = (part: string | undefined) => splitWords(part ?? '');
  const before = line(text.slice(0, at).split('\n').at(-1)).at(-1);
  const after = line(text.slice(at + word.length).split('\n', 1)[0])[0];
  return [...(before ? [`${before} ${word}`] : []), ...(after ? [`${word} ${after}`] : [])];
}

/** Takes a word out of a list, or one it has grown to. */
function take(words: string[], word: string): boolean {
  const same = words.indexOf(word);
  const at = same < 0 ? words.findIndex((each) => each.startsWith(word)) : same;
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
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

function isBlank(letter: string): boolean {
  return letter.trim() === '';
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + AROUND);
  const shown = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
}
