import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openAimock } from './aimock.ts';
import { comparisons } from './comparisons.ts';
import { openSite } from './site.ts';
import { formatTable, rowsOf } from './table.ts';
import { EVENTS } from './whole-test.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../test-results/bench.json');

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const found = [];
for await (const comparison of comparisons({
  site: await openSite(),
  aimock: await openAimock(EVENTS),
  quick: values.quick,
})) {
  console.log(`${formatTable(comparison)}\n`);
  found.push({ ...comparison, rows: rowsOf(comparison) });
}
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(RESULTS, JSON.stringify(found, undefined, 2));
console.log(`Written to ${path.relative('.', RESULTS)}.`);
process.exit(); // the servers would go on
