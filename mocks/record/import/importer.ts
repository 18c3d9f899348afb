import type { Reading } from './exchange.ts';
import type { Source } from './source.ts';

/** What the user says beside the file. */
export interface ImporterOptions {
  /** The URL of the request, where the source has none; for MockServer its host counts. */
  url?: string;
  /** The method of the request, where the source has none. Default: `POST` */
  method?: string;
  /** The JSON body of the request, where the source has none. */
  request?: string;
  /** Reads a file that a HAR names in `_file`, relative to the HAR. */
  readFile?: (path: string) => Promise<Uint8Array>;
}

/** Reads the files of one recorder: one file per format, one row in `formats.ts`. */
export interface Importer {
  format: string;
  /** Says why a source is not of this format; undefined where it is. */
  mismatch(source: Source): string | undefined;
  /** @throws PlayheadError `bad-import` where nothing can be read. */
  read(source: Source, options: ImporterOptions): Reading | Promise<Reading>;
  /** Set where the file holds what was meant for a cassette: nothing is left out. */
  keepsAll?: true;
}
