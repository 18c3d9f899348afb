import { countBeginning, wordsOf } from '../../../words-of.ts';
import type { Loss } from '../../seen.ts';

/** So much is shown around the place where the texts part. */
const AROUND = 40;

/**
 * The words that a text has lost; undefined where it has lost none. A word that has grown is not
 * lost, nor is one that stands elsewhere in what has changed.
 */
export function findLoss(before: string, after: string): Omit<Loss, 'at'> | undefined {
  if (after.startsWith(before.trimEnd())) return undefined; // nearly always, and at once
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const from = wordStart(before, start);
  const gone = wordsOf(before.slice(from, wordEnd(before, before.length - end)));
  const come = wordsOf(after.slice(from, wordEnd(after, after.length - end)));
  const lost = gone.filter((word) => !take(come, word));
  if (lost.length === 0) return undefined;
  const all = wordsOf(after);
  return {
    before: around(before, from),
    after: around(after, from),
    words: [...new Set(lost)].map((word) => ({ word, left: countBeginning(all, word) })),
  };
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
