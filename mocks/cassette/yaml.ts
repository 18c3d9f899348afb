import {
  Composer,
  type CST,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type ParsedNode,
  type ScalarTag,
} from 'yaml';
import { lowerFirst, quote } from '../util/text.ts';
import { cassetteName } from './cassette.ts';
import { PlayheadError, type ErrorCode } from '../util/error.ts';

/** A YAML node; `at` is its offset in the text. Keeps the parser's types inside this file. */
export type YamlNode = (
  | { kind: 'map'; entries: Map<string, YamlNode> }
  | { kind: 'list'; items: YamlNode[] }
  | {
      kind: 'scalar';
      value: string | number | boolean | null | { base64: string };
      /** As written, where the value is a number, true or false: other writers mean text by some. */
      source?: string;
    }
) & {
  at: number;
  /** A tag that YAML does not know, where these are kept. */
  tag?: string;
};

type ParsedPair = { key: ParsedNode; value: ParsedNode | null };

export interface YamlFile {
  root: YamlNode;
  /** Finds the line and column of an offset, counted from 1. */
  position(at: number): { line: number; column: number };
  /** Throws an error that shows this offset of the file. */
  fail(at: number, code: ErrorCode, reason: string, hint: string): never;
}

/** The hint for the usual cause of missing or broken content. */
export const TRUNCATED_HINT = 'if the file is truncated, record it again';

const FRAME_WIDTH = 100;
const MAX_DEPTH = 100;
/** The others make values of other types, or nodes without a place. */
const KNOWN_TAG = /^tag:yaml\.org,2002:(?:binary|bool|float|int|map|null|seq|str)$/;
const MAX_EXPANDED = 100_000_000;

/**
 * Parses one YAML document.
 * @param unknownTags keeps tags that YAML does not know as the `tag` of their node. Default: an error
 * @throws PlayheadError `bad-yaml` or `duplicate-key`, with line, column and a caret.
 */
export function readYaml(text: string, file: string | undefined, unknownTags?: 'keep'): YamlFile {
  const lines = new LineCounter();

  const position = (at: number) => {
    const { line, col } = lines.linePos(at);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const fail = (at: number, code: ErrorCode, reason: string, hint: string): never => {
    const { line, column } = position(at);
    const start = lines.lineStarts[line - 1] ?? 0;
    const place =
      file === undefined
        ? `${cassetteName({ file })} (line ${line}, column ${column})`
        : `cassette ${file}:${line}:${column}`;
    throw new PlayheadError(
      code,
      `Cannot read ${place}: ${reason}. ${hint}.${frame(text, start, line, column)}`,
      { file, line, column, reason, hint },
    );
  };

  if (text.trim() === '') {
    fail(0, 'bad-yaml', 'the file is empty', 'Record it again, or delete it');
  }
  const document = parseDocument(text, lines, fail);
  if (!document?.contents) {
    return fail(0, 'bad-yaml', 'the document is empty', 'Record it again, or delete it');
  }
  return { root: createConvert(fail, unknownTags)(document.contents, 0), position, fail };
}

/** Makes a function that converts the parser's nodes in the order of the file. */
function createConvert(fail: YamlFile['fail'], unknownTags: 'keep' | undefined) {
  const anchors = new Map<string, { node: YamlNode; size: number }>();
  /** Counts the characters that the aliases so far expand to. */
  let expanded = 0;

  const convert = (node: ParsedNode | null, at: number): YamlNode => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) {
        expanded += target.size;
        if (expanded <= MAX_EXPANDED) return target.node;
        const reason = `aliases expand to more than ${MAX_EXPANDED / 1e6} million characters`;
        return fail(node.range[0], 'bad-yaml', reason, 'Use fewer aliases, or split the file');
      }
      const reason = `the alias *${node.source} has no anchor before it`;
      return fail(node.range[0], 'bad-yaml', reason, `Define it first, with &${node.source}`);
    }
    const tag = node?.tag && !KNOWN_TAG.test(node.tag) ? node.tag : undefined;
    if (tag && unknownTags !== 'keep') {
      const reason = `unsupported tag ${quote(tag, 60)}`;
      fail(at, 'bad-yaml', reason, 'Remove it: a cassette needs no tag but !!binary');
    }
    const made = empty(node, at);
    if (tag) made.tag = tag;
    const anchor = { node: made, size: 0 };
    if (node?.anchor) anchors.set(node.anchor, anchor);
    const before = expanded;
    if (isMap<ParsedNode, ParsedNode | null>(node) && made.kind === 'map') {
      fill(made, node.items);
    } else if (isSeq<ParsedNode>(node) && made.kind === 'list') {
      for (const item of node.items) made.items.push(convert(item, item.range[0]));
    }
    if (node) anchor.size = node.range[1] - node.range[0] + expanded - before;
    return made;
  };

  const fill = (map: YamlNode & { kind: 'map' }, pairs: ParsedPair[]): void => {
    for (const { key, value } of pairs) {
      const at = key.range[0];
      if (!isScalar(key) || typeof key.value !== 'string') {
        return fail(at, 'wrong-type', 'a key must be a string', 'Put it in quotes');
      }
      if (key.value === '<<') {
        fail(at, 'bad-yaml', 'merge keys (<<) are not supported', 'Write out the keys');
      }
      if (map.entries.has(key.value)) {
        fail(at, 'duplicate-key', `duplicate key ${quote(key.value, 40)}`, 'Remove one of them');
      }
      map.entries.set(key.value, convert(value, value?.range[0] ?? at));
    }
  };

  /** Makes a node without its content, so that aliases within can point to it. */
  const empty = (node: ParsedNode | null, at: number): YamlNode => {
    const start = node?.range[0] ?? at;
    if (isMap(node)) return { kind: 'map', at: start, entries: new Map() };
    if (isSeq(node)) return { kind: 'list', at: start, items: [] };
    const value = isScalar(node) ? scalarValue(node.value) : null;
    if (value !== undefined) {
      const isText = typeof value === 'string' || typeof value === 'object';
      const source = isScalar(node) && !isText ? node.source : undefined;
      return { kind: 'scalar', at: start, value, ...(source !== undefined && { source }) };
    }
    const hint = `Encode the bytes as base64; ${TRUNCATED_HINT}`;
    return fail(start, 'bad-value', 'the value of !!binary is not base64', hint);
  };

  return convert;
}

/** A place that the composer reports an error at. */
type ErrorSource = number | [start: number, end: number] | { offset: number };

/** Parses the only document of a file. Fails at the first error: a broken file can hold one a character. */
function parseDocument(
  text: string,
  lines: LineCounter,
  fail: YamlFile['fail'],
): Document.Parsed | undefined {
  const invalid = (at: number, message: string): never => {
    const reason = `invalid YAML (${lowerFirst(message)})`;
    return fail(at, 'bad-yaml', reason, `Fix the YAML here; ${TRUNCATED_HINT}`);
  };
  // Repeated keys are found in `fill`: the composer compares each key with all before it.
  const composer = new Composer({ uniqueKeys: false, customTags: [BINARY] });
  // It collects its errors; a later version that reports them otherwise is read below.
  let failAgain: (() => never) | undefined;
  composer['onError'] = (source: ErrorSource, _code: string, message: string, warning = false) => {
    if (warning) return;
    const place = typeof source === 'object' && 'offset' in source ? source.offset : source;
    // The composer catches what is thrown in it, and reports it as one more error.
    failAgain ??= () => invalid(Array.isArray(place) ? place[0] : place, message);
    failAgain();
  };
  let first: Document.Parsed | undefined;
  for (const document of composer.compose(readTokens(text, lines, fail, invalid))) {
    const [error] = document.errors;
    if (error) invalid(error.pos[0], error.message);
    if (first?.contents && document.contents) {
      fail(document.range[0], 'bad-yaml', 'found a second document', 'Keep one document per file');
    }
    if (!first?.contents) first = document;
  }
  return first;
}

function* readTokens(
  text: string,
  lines: LineCounter,
  fail: YamlFile['fail'],
  invalid: (at: number, message: string) => never,
): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') invalid(token.offset, token.message);
      yield token;
    }
    // Looked at while reading: nesting costs the parser more than its length, and the composer recurses.
    if (parser.stack.length > MAX_DEPTH) {
      const hint = `A cassette needs 6 levels; the limit is ${MAX_DEPTH}`;
      fail(at, 'bad-yaml', 'the document is nested too deeply', hint);
    }
    at += lexeme.length;
  }
  yield* parser.end();
}

/** Holds the source of a `!!binary` value until its place is known. */
class Base64 {
  source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** Reads `!!binary` in the same way in Node and in a page: the parser's own way differs. */
const BINARY: ScalarTag = {
  tag: 'tag:yaml.org,2002:binary',
  resolve: (source) => new Base64(source.replaceAll(/\s/g, '')),
};

// Groups would be kept on the stack, which is not that long.
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Converts the value of a scalar; undefined for invalid base64. */
function scalarValue(value: unknown): (YamlNode & { kind: 'scalar' })['value'] | undefined {
  if (value instanceof Base64) {
    const isWhole = value.source.length % 4 === 0 && BASE64.test(value.source);
    return isWhole ? { base64: value.source } : undefined;
  }
  if (typeof value === 'bigint') return Number(value);
  return value as string | number | boolean | null;
}

/** Shows the line with a caret under the column; only the part around the column of a long line. */
function frame(text: string, start: number, line: number, column: number): string {
  const [source = ''] = text.slice(start).split('\n', 1);
  const from = Math.max(0, column - 1 - FRAME_WIDTH / 2);
  const shown = source.slice(from, from + FRAME_WIDTH).replaceAll(/[\t\r]/g, ' ');
  const gutter = `  ${line} | `;
  const caret = ' '.repeat(column - 1 - from);
  return `\n${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${caret}^`;
}
