/** The words of a text, with whatever marks they carry. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** How many words begin with this one. */
export function countWithPrefix(words: readonly string[], word: string): number {
  return words.filter((each) => each.startsWith(word)).length;
}
