/**
 * Redacts all plants, lets go of them, and prints the names of those whose secrets are still in memory.
 * One is held on purpose, to show that it would be found.
 */
import { getHeapSnapshot } from 'node:v8';
import { createRedactor } from '../../record/redaction/redactor.ts';
import type { Plant } from './planting.ts';
import { plants } from './plants.ts';
import { letters } from './secrets.ts';

const redactor = createRedactor();
const results: unknown[] = [];

async function redactAll(): Promise<void> {
  for (const { interaction } of plants()) results.push(await redactor.redact(interaction));
}

/** Makes the text that is held. */
const control = () => `{"content":"a ${letters(40, 99)} b"}`;
const held = { body: JSON.parse(JSON.stringify(control())) as string };

async function snapshot(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('latin1');
}

const PIECE = 10;

/** Lists pieces from the end of each line: a text may be in memory in parts; how it begins is in code. */
function piecesOf({ secret }: Plant): string[] {
  return secret.split('\n').flatMap((line) => {
    if (line.startsWith('-----')) return [];
    if (line.length < 2 * PIECE + 4) return [line];
    return [line.slice(-PIECE), line.slice(-2 * PIECE, -PIECE)];
  });
}

await redactAll();
// Lets the callbacks of the last redaction end.
await new Promise((resolve) => setImmediate(resolve));
const memory = await snapshot();
const left = plants().filter((plant) => piecesOf(plant).some((each) => memory.includes(each)));
console.log(
  JSON.stringify({
    left: left.map(({ name }) => name),
    finds: memory.includes(letters(40, 99)),
    kept: [held.body.length, results.length],
  }),
);
