import { commentsOf } from '../cassette/comments.ts';
import { openCassetteWriter } from '../node/cassette-writer.ts';
import { redactCassette } from '../record/redaction/redact-cassette.ts';
import type { RedactionOptions, Removed } from '../record/redaction/redactor.ts';

/** What a fix has done. */
export interface Fixed {
  removed: Removed[];
  /** Comments that are not at the top were in the file, and are no more. */
  dropsComments: boolean;
}

/**
 * Removes the secrets of a cassette in place, those in the comments at its top too; a file without any
 * stays as it is.
 * @throws PlayheadError as `openCassetteWriter`, its `earlier`, and `redactCassette`
 */
export async function fixSecrets(file: string, options: RedactionOptions): Promise<Fixed> {
  const writer = openCassetteWriter(file);
  try {
    const { earlier, text = '', comments: before } = writer;
    if (!earlier) return { removed: [], dropsComments: false };
    const all = commentsOf(text);
    const lost = all.slice(commentsOf(before).length);
    const { cassette, comments, removed } = await redactCassette(earlier, options, before);
    const inside = lost.map(({ start, end }) => text.slice(start, end)).join('\n');
    const dropped = await redactCassette({ ...earlier, interactions: [] }, options, inside);
    const isFixed = removed.length + dropped.removed.length > 0;
    if (isFixed) writer.write(cassette, comments);
    return { removed: [...removed, ...dropped.removed], dropsComments: isFixed && lost.length > 0 };
  } finally {
    writer.close();
  }
}
