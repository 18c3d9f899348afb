import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type PublicName, publicNames } from '../support/public-names.ts';

const entryPoints = Object.entries(manifest.exports).flatMap(([entryPoint, conditions]) => {
  if (typeof conditions === 'string' || !('default' in conditions)) return []; // it has no names
  const folder = entryPoint.slice(2);
  return { entryPoint, folder, conditions, names: publicNames(`mocks/${folder}/index.ts`) };
});

test('every public name says in one sentence what it is', () => {
  const silent = entryPoints.flatMap(({ entryPoint, names }) =>
    names
      .filter(({ sentence }) => sentence === undefined)
      .map(({ name }) => `${entryPoint} ${name}`),
  );
  expect(silent).toEqual([]);
});

// `npx vitest run e2e/readme/api.test.ts -u` writes the page.
test('mocks/API.md lists every public name, as the source describes it', async () => {
  const sections = entryPoints.flatMap(({ folder, conditions, names }) => [
    `## ${path.posix.join('playhead', folder)}`,
    [whereItRuns(conditions), ...linksTo(folder)].join(' '),
    listOf(names.filter(({ isType }) => !isType)),
    ...(names.some(({ isType }) => isType) ? ['Types:'] : []),
    listOf(names.filter(({ isType }) => isType)),
  ]);
  const page = ['# Public names', INTRODUCTION, ...sections].filter(Boolean).join('\n\n');
  await expect(`${page}\n`).toMatchFileSnapshot('../../mocks/API.md');
});

const INTRODUCTION =
  'All that the entry points of the package export. The docstrings, which an editor shows, say more: shapes, units, defaults, and the errors thrown.';

function whereItRuns(conditions: object): string {
  if ('node' in conditions) return 'Runs in a page.';
  return 'browser' in conditions ? 'Runs in Node.' : 'Runs in Node and in a page.';
}

function linksTo(folder: string): string[] {
  const isThere = folder !== '' && existsSync(`mocks/${folder}/README.md`);
  return isThere ? [`[How to use it](${folder}/README.md).`] : [];
}

function listOf(names: PublicName[]): string {
  return names
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map(({ name, sentence }) => `- \`${name}\`: ${sentence}`)
    .join('\n');
}
