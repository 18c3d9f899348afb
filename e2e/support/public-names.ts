import path from 'node:path';
import { parseSync } from 'vite';
import { readText } from './documents.ts';

/** A name that an entry point of the package exports. */
export interface PublicName {
  name: string;
  isType: boolean;
  /** The first sentence of its docstring, on one line; undefined: there is none. */
  sentence: string | undefined;
}

/** Lists the names that a file exports, in its order. */
export function publicNames(file: string): PublicName[] {
  const exported = parseSync(file, readText(file)).module.staticExports;
  return exported.flatMap(({ entries }) =>
    entries.flatMap(({ exportName: { name }, isType, moduleRequest }) =>
      name === null
        ? publicNames(passedOnBy(file, moduleRequest!.value)) // export * from
        : { name, isType, sentence: sentenceOf(file, name) },
    ),
  );
}

/** Looks where the name is declared, through the files that pass it on. */
function sentenceOf(file: string, name: string): string | undefined {
  const text = readText(file);
  const { module, comments } = parseSync(file, text);
  for (const { start, entries } of module.staticExports) {
    const entry = entries.find(({ exportName }) => exportName.name === name);
    if (entry === undefined) continue;
    if (entry.moduleRequest !== null) {
      return sentenceOf(passedOnBy(file, entry.moduleRequest.value), entry.importName.name!);
    }
    const above = comments.findLast(({ end }) => end <= start);
    if (above === undefined || text.slice(above.end, start).trim() !== '') return undefined;
    return above.value.startsWith('*') ? firstSentence(above.value) : undefined;
  }
  throw new Error(`Cannot find ${name} in ${file}.`);
}

function passedOnBy(file: string, source: string): string {
  return path.posix.join(path.posix.dirname(file), source);
}

function firstSentence(docstring: string): string | undefined {
  const [paragraph = ''] = docstring
    .replaceAll(/^[ \t]*\*[ \t]?/gm, '')
    .trim()
    .split(/\n\s*\n|\n(?=@|- )/);
  return /^.*?\.(?=\s|$)/s.exec(paragraph)?.[0].replaceAll(/\s+/g, ' ');
}
