import type { RedactionOptions } from '../record/redaction/redactor.ts';

/** What the server records. */
export interface RecordOptions {
  /** The cassette to write, relative to the working directory. */
  file: string;
  /**
   * - `'all'` (default): every request goes to the provider; what was in the file is replaced
   * - `'new'`: what the cassettes do not answer goes there, and follows what is in the file
   */
  mode?: 'all' | 'new';
  /** What finds secrets of your own, besides those that are removed anyway. Default: nothing. */
  rules?: NonNullable<RedactionOptions['rules']>;
}
