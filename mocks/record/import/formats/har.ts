import { asObject, type JsonObject, text } from '../../../util/json.ts';
import { type ImportedExchange, readEach, type Reading } from '../exchange.ts';
import { type ContentReader, placeOf, readEntry, textBytes } from './har-entry.ts';
import type { Importer, ImporterOptions } from '../importer.ts';
import { beginsLike, requireJson, type Source } from '../source.ts';
import { Unusable } from '../unusable.ts';

/**
 * HAR 1.2, as Chrome, Firefox and Playwright write it:
 * http://www.softwareishard.com/blog/har-12-spec/ ; Playwright's `_file`:
 * https://playwright.dev/docs/api/class-browser#browser-new-context-option-record-har
 */
export const har = {
  format: 'har',
  mismatch(source) {
    if (entriesOf(source)) return undefined;
    if (source.json() !== undefined) return 'it has no list "log.entries"';
    return beginsLike(source, /^\s*\{\s*"log"\s*:/) ? undefined : 'it is not JSON';
  },
  read: (source, options) => readHar(source, (content) => readContent(content, options)),
} as const satisfies Importer;

/** Returns the entries of a HAR; undefined for anything else. */
export function entriesOf(source: Source): unknown[] | undefined {
  const entries = logOf(source)['entries'];
  return Array.isArray(entries) ? entries : undefined;
}

export function logOf(source: Source): JsonObject {
  return asObject(asObject(source.json())['log']);
}

/** Reads all entries of a HAR, with the way in which its recorder keeps bodies. */
export async function readHar(source: Source, readBytes: ContentReader): Promise<Reading> {
  requireJson(source);
  const read = (entry: JsonObject): Promise<ImportedExchange> => readEntry(entry, readBytes);
  const entries = entriesOf(source) ?? [];
  const found = await readEach(entries.map(asObject), placeOf, read);
  return { ...found, notes: [] };
}

async function readContent(
  content: JsonObject,
  { readFile }: ImporterOptions,
): Promise<Uint8Array | undefined> {
  const file = text(content['_file']);
  if (file === undefined) return textBytes(content);
  if (!readFile) {
    throw new Unusable(
      `its body is in a file of its own (${file}): import the HAR from the folder that holds it, or record it with \`recordHar: { content: "embed" }\``,
    );
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw new Unusable(`its body in ${file} cannot be read (${(error as Error)?.message})`);
  }
}
