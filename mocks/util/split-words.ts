/** Splits text into words, punctuation included. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Counts the words that begin with this one. */
export function countWithPrefix(words: readonly string[], word: string): number {
  return words.filter((each) => each.startsWith(word)).length;
}
