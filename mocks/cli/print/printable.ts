/**
 * Matches what a terminal acts on instead of showing it: control characters but line end and tab, and
 * marks that turn the direction of text (https://www.unicode.org/reports/tr9/), which can make a line
 * read as another.
 */
const UNPRINTABLE =
  /(?![\n\t])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF]/gu;

/** Writes data as JSON, which knows the same escapes: it is read back as it was. */
export function printableJson(data: unknown): string {
  return `${printable(JSON.stringify(data, null, 2))}\n`;
}

/** Shows what a terminal would act on as an escape, such as `\u001b`: models and files can hold anything. */
export function printable(text: string): string {
  return text.replaceAll(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
