/** Splits text into words, punctuation included. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Counts the words that begin with this one. */
export function countWithPrefix(words: readonly string[], word: string): number {
  return words.filter((each) => each.startsWith(word)).length;
}

/** Counts the words with which both lists begin. */
export function commonLength(one: readonly string[], other: readonly string[]): number {
  const differing = one.findIndex((word, at) => word !== other[at]);
  return differing < 0 ? one.length : differing;
}
