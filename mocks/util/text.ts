/** Shortens text to `limit` characters; `…` marks the cut. */
export function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** Puts text in quotes as JSON does, shortened to `limit` characters before. Default: not shortened. */
export function quote(text: string, limit = Infinity): string {
  return JSON.stringify(shorten(text, limit));
}

/** Puts text in single quotes, as source code of JavaScript holds it. */
export function singleQuote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** Keeps the letters and digits of a text, in lower case: a UI may show marks and blanks as it likes. */
export function normalizeText(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Begins a sentence in the middle of another one. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Makes the source of a regular expression that matches just this text. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** Counts things: `1 event`, `3 events`. */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Indents each line by two spaces. */
export function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
