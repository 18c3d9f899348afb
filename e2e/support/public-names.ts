import path from 'node:path';
import { parseSync } from 'vite';
import { readText } from './documents.ts';

/** A name that a door of the package exports. */
export interface PublicName {
  name: string;
  isType: boolean;
  /** The first sentence of its docstring, on one line; undefined: there is none. */
  sentence: string | undefined;
}

/** The names that a file exports, in its order. */
export function publicNames(file: string): PublicName[] {
  const exported = parseSync(file, readText(file)).module.staticExports;
  return exported.flatMap(({ entries }) =>
    entries.map(({ exportName, isType }) => {
      const { name } = exportName;
      if (name === null) throw new Error(`Cannot list the names of ${file}: export each by name.`);
      return { name, isType, sentence: sentenceOf(file, name) };
    }),
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
      const from = path.posix.join(path.posix.dirname(file), entry.moduleRequest.value);
      return sentenceOf(from, entry.importName.name!);
    }
    const above = comments.findLast(({ end }) => end <= start);
    if (above === undefined || text.slice(above.end, start).trim() !== '') return undefined;
    return above.value.startsWith('*') ? firstSentence(above.value) : undefined;
  }
  throw new Error(`Cannot find ${name} in ${file}.`);
}

function firstSentence(docstring: string): string | undefined {
  const [paragraph = ''] = docstring
    .replaceAll(/^[ \t]*\*[ \t]?/gm, '')
    .trim()
    .split(/\n\s*\n|\n(?=@|- )/);
  return /^.*?\.(?=\s|$)/s.exec(paragraph)?.[0].replaceAll(/\s+/g, ' ');
}
