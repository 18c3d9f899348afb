import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

// Writes the page scripts again, for a Chromium that has no `scheduler`, as WebKit has none: each
// takes it away before it does anything else.

const [from, to] = process.argv.slice(2) as [string, string];
const TAKE_AWAY = "Object.defineProperty(globalThis, 'scheduler', { value: undefined });";

mkdirSync(to, { recursive: true });
for (const name of readdirSync(from)) {
  writeFileSync(`${to}/${name}`, `${TAKE_AWAY}\n${readFileSync(`${from}/${name}`, 'utf8')}`);
}
