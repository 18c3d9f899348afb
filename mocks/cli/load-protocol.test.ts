import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { explainLoadFailure } from './load-protocol.ts';

/** Gives what Node itself throws for a module: the loader of this test is another one. */
function failureOf(file: string): unknown {
  const print =
    '({ code, stack, message, name }) => JSON.stringify({ code, stack, message, name })';
  const script = `import(${JSON.stringify(pathToFileURL(file).href)}).catch((error) => console.log((${print})(error)))`;
  const out = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return Object.assign(new Error('it has loaded'), JSON.parse(out));
}

function messageFor(name: string, source: string): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, source);
  const { message, code } = explainLoadFailure(name, failureOf(file));
  expect(code).toBe('bad-option');
  return message.replace(path.relative('', path.dirname(file)), '…');
}

test('says that Node does not run TypeScript', () => {
  const message = 'Unknown file extension ".ts" for /own.ts';
  const error = Object.assign(new TypeError(message), { code: 'ERR_UNKNOWN_FILE_EXTENSION' });
  expect(explainLoadFailure('own.ts', error).message).toBe(
    'Cannot load the protocol own.ts: this Node cannot run TypeScript. Compile it to .js, or use Node 22.18 or newer.',
  );
});

test('says where a module throws', () => {
  expect(messageFor('own.mjs', 'const own = undefined;\n\nexport default own.name;\n')).toBe(
    "Cannot load the protocol own.mjs: TypeError: Cannot read properties of undefined (reading 'name') at …/own.mjs:3.",
  );
});

test('says how to find a syntax error that Node gives no place for', () => {
  expect(messageFor('own.mjs', 'export default { name: ) };\n')).toBe(
    `Cannot load the protocol own.mjs: SyntaxError: Unexpected token ')'. "node own.mjs" may show where.`,
  );
});
