import { play } from '../ends/run.ts';
import { expect, test } from '../fixtures.ts';
import { PAGES, type Wrong, WRONGS } from './wrongs.ts';

test('a page that does something wrong turns exactly that red', async ({}, testInfo) => {
  testInfo.setTimeout(900_000);
  const { outcomes, failure } = await play('wrongs.play.ts', testInfo.outputPath('run'));
  expect(failure).toBe('');
  for (const wrong of PAGES) {
    const mine = outcomes.filter(({ suite }) => suite === ['page', ...wrong].join(' '));
    const titles = (status: string) =>
      mine.filter((each) => each.status === status).map(({ title }) => title.split(': ')[1]);
    const wanted = new Set(wrong.flatMap((each): string[] => WRONGS[each]));
    expect(new Set(titles('failed')), wrong.join(', ')).toEqual(wanted);
    expect(titles('timedOut')).toEqual([]);
    expect(titles('skipped')).toEqual(['passes the audit while it streams, and afterwards']);
    expect(titles('passed').length, 'the rest').toBeGreaterThan(0);
  }
});

test('all that a page can do wrong is tried', () => {
  const tried = PAGES.flat();
  expect(tried.toSorted()).toEqual((Object.keys(WRONGS) as Wrong[]).toSorted());
});
