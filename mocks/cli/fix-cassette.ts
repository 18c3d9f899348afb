import { commentsOf } from '../cassette/comments.ts';
import { openCassetteWriter } from '../node/cassette-writer.ts';
import { dropStaleTiming } from '../record/check/timing.ts';
import { describeRemoved } from '../record/redaction/describe-removed.ts';
import { redactCassette } from '../record/redaction/redact-cassette.ts';
import type { RedactionOptions } from '../record/redaction/redactor.ts';

/**
 * Removes the secrets of a cassette in place, those in its comments too, and the times and sizes that no
 * longer fit. A file without any stays as it is.
 * @returns what was removed, in words; undefined where nothing was
 * @throws PlayheadError as `openCassetteWriter`, its `earlier`, and `redactCassette`
 */
export async function fixCassette(
  file: string,
  options: RedactionOptions,
): Promise<string | undefined> {
  const writer = openCassetteWriter(file);
  try {
    const { earlier, text = '', comments: before } = writer;
    if (!earlier) return undefined;
    const lost = commentsOf(text).slice(commentsOf(before).length);
    const inside = lost.map(({ start, end }) => text.slice(start, end)).join('\n');
    const { cassette: timed, dropped } = dropStaleTiming(earlier);
    const { cassette, comments, removed } = await redactCassette(timed, options, before);
    const { removed: more } = await redactCassette(
      { ...earlier, interactions: [] },
      options,
      inside,
    );
    const secrets = describeRemoved([...removed, ...more]);
    const all = [...(secrets ? [secrets] : []), ...dropped].join(', ');
    if (all === '') return undefined;
    writer.write(cassette, comments);
    return lost.length > 0 ? `${all}; comments inside the file are not kept` : all;
  } finally {
    writer.close();
  }
}
