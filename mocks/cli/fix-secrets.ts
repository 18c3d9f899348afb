import { openCassetteWriter } from '../node/cassette-writer.ts';
import { redactCassette } from '../record/redaction/redact-cassette.ts';
import type { RedactionOptions, Removed } from '../record/redaction/redactor.ts';

/**
 * Removes the secrets of a cassette in place; a file without any stays as it is.
 * @throws PlayheadError as `openCassetteWriter` and `redactCassette`
 */
export async function fixSecrets(file: string, options: RedactionOptions): Promise<Removed[]> {
  const writer = openCassetteWriter(file);
  try {
    if (!writer.earlier) return [];
    const { cassette, removed } = await redactCassette(writer.earlier, options);
    if (removed.length > 0) {
      writer.write(cassette, writer.comments);
    }
    return removed;
  } finally {
    writer.close();
  }
}
