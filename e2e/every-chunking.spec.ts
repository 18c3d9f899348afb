import type { Chunking } from 'playhead';
import { cassettes } from './cassettes.ts';
import { expect, test } from './fixtures.ts';
import { lead } from './lead.ts';

const CHUNKINGS: Chunking[] = [
  'event',
  'whole',
  { bytes: 1 },
  ...[1, 2, 3, 4, 5].map((seed) => ({ seed })),
];

for (const recorded of cassettes) {
  const { name } = recorded;

  test.describe(name, () => {
    test.use({ cassette: name, pace: 'manual', repeat: true });

    test('the app ends up with the same DOM, however the bytes are cut', async ({
      page,
      chat,
      playhead,
    }) => {
      test.slow(); // it leads the whole conversation once a chunking
      const ends: string[] = [];
      for (const chunking of CHUNKINGS) {
        playhead.setChunking(chunking);
        await lead(chat, playhead, recorded);
        ends.push(withPlainIds(await page.getByRole('log').innerHTML()));
      }
      const [end, ...others] = ends;
      expect(end).toContain('</article>');
      for (const [at, other] of others.entries()) {
        expect(other, JSON.stringify(CHUNKINGS[at + 1])).toBe(end);
      }
    });
  });
}

/** React counts its generated ids in the order of rendering: what counts is which are equal. */
function withPlainIds(html: string): string {
  const ids = new Map<string, string>();
  return html.replaceAll(/_r_\w+_/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
    return ids.get(id)!;
  });
}
