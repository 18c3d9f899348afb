import { parseCassette } from '../../../cassette/parse.ts';
import type { Importer } from '../importer.ts';

/** A cassette of go-vcr version 2 passes through; other versions are refused as `parseCassette` does. */
export const goVcr = {
  format: 'go-vcr',
  keepsAll: true,
  mismatch(source) {
    const text = source.text();
    if (text === undefined) return 'it is not UTF-8';
    return /^interactions:/m.test(text) ? undefined : 'it has no list "interactions"';
  },
  read({ text, file }) {
    const { interactions } = parseCassette(text() ?? '', file === undefined ? {} : { file });
    const exchanges = interactions.map(({ request, response }) => ({
      request,
      response,
      notes: [],
    }));
    return { exchanges, skipped: [], notes: [] };
  },
} as const satisfies Importer;
