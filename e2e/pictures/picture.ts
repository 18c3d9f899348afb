import { existsSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { decode } from './bitmap.ts';
import { compare, type Difference } from './compare.ts';

/**
 * Expects the page to look as in the committed picture `e2e/pictures/<name>`, which may lie in a
 * folder of its own (`moments/stopped/phone-dark.png`), in whichever build of Chromium. Playwright's own screenshot assertion cannot tell another browser's soft edges from a
 * missing icon or a slightly other colour; see `compare.ts`. The rest is Playwright's: the picture
 * is written when it is missing or with `--update-snapshots`, and a failure shows expected, actual
 * and difference side by side in the report.
 */
export async function expectPicture(page: Page, name: string): Promise<void> {
  const info = test.info();
  if (info.project.ignoreSnapshots) return;
  if (leaveOut(name)) return;

  const { png, differences } = await look(page, name);
  const rewrite = info.config.updateSnapshots === 'all';
  if (differences?.length === 0 && !rewrite) return;

  const words = differences?.length ? describe(name, differences) : undefined;
  const told = info.errors.length;
  // Soft, so that a test of several pictures shows all that differ. The threshold is zero, and yet
  // this lets soft edges pass.
  const options = { threshold: 0, maxDiffPixels: 0 };
  expect.soft(png, words).toMatchSnapshot(name.split('/'), options);
  const updating = rewrite || info.config.updateSnapshots === 'changed';
  if (words && !updating && info.errors.length === told) throw new Error(words);
}

/**
 * What looks other than in the committed picture, for specs that show the comparison can fail.
 *
 * @throws when the picture is not there.
 */
export async function pictureDifferences(page: Page, name: string): Promise<Difference[]> {
  const { differences } = await look(page, name);
  if (differences) return differences;
  throw new Error(
    `Cannot compare with the picture ${name}: it does not exist. Run the spec that makes it first.`,
  );
}

/**
 * Whether pictures are left out on this system, which draws letters in its own way and would fail
 * them all. Says so in the report and on the console.
 */
export function leaveOut(name: string): boolean {
  if (process.platform === 'linux') return false;
  const description = `${name} is not compared: pictures are compared on Linux only, this is ${process.platform}`;
  test.info().annotations.push({ type: 'picture left out', description });
  console.log(description);
  return true;
}

async function look(page: Page, name: string) {
  const file = test.info().snapshotPath(...name.split('/'));
  const committed = existsSync(file) ? readFileSync(file) : undefined;
  let png = await screenshot(page);
  // The same browser draws the same bytes: there is nothing to compare.
  if (committed?.equals(png)) return { png, differences: [] };
  const expected = committed && decode(committed);
  // Most pages stand still at once. One that does not is given until two shots in a row agree.
  for (let shots = 1; shots < 20; shots++) {
    const differences = expected && compare(expected, decode(png));
    if (differences?.length === 0) return { png, differences };
    const next = await screenshot(page);
    if (next.equals(png)) return { png, differences };
    png = next;
  }
  throw new Error(
    `Cannot compare with the picture ${name}: the page does not stand still. ` +
      'Stop what moves in it first.',
  );
}

function screenshot(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
}

function describe(name: string, differences: Difference[]): string {
  const lines = differences.map(
    ({ what, x, y, width, height }) => `  at ${x},${y} (${width}×${height} px): ${what}`,
  );
  const shown = lines.slice(0, 8);
  if (lines.length > shown.length) shown.push(`  and ${lines.length - shown.length} more`);
  return `The page does not look as in ${name}:\n${shown.join('\n')}`;
}
