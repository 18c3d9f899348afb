import { Lexer } from 'yaml';

/** A comment of a YAML file; offsets are those in the file, `end` is after the last. */
export interface YamlComment {
  start: number;
  end: number;
}

/** What the lexer says about the next token; it is not in the file: https://eemeli.org/yaml/#lexer */
const SCALAR_FOLLOWS = '\u001F';
const MARKS = new Set(['\u0002', '\u0018', SCALAR_FOLLOWS]);

/** Finds the comments of a YAML file, and none in its values. */
export function commentsOf(text: string): YamlComment[] {
  const comments: YamlComment[] = [];
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    const follows: boolean = isScalar;
    isScalar = !follows && token === SCALAR_FOLLOWS;
    if (!follows && MARKS.has(token)) continue;
    if (!follows && token.startsWith('#')) comments.push({ start: at, end: at + token.length });
    at += token.length;
  }
  return comments;
}
