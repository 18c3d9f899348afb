import {
  Composer,
  type CST,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  Scalar,
  type ParsedNode,
  visit,
} from 'yaml';
import { bodyBytes, toBinary } from '../wire/body.ts';
import { PlayheadError, type ErrorCode } from '../util/error.ts';

/** A YAML node; `at` is its offset in the text. Keeps the parser's types inside this file. */
export type YamlNode =
  | { kind: 'map'; at: number; entries: Map<string, YamlNode> }
  | { kind: 'list'; at: number; items: YamlNode[] }
  | { kind: 'scalar'; at: number; value: string | number | boolean | null | { base64: string } };

export interface YamlFile {
  root: YamlNode;
  /** Throws an error that shows this offset of the file. */
  fail(at: number, code: ErrorCode, reason: string, hint: string): never;
}

/** The hint for the usual cause of missing or broken content. */
export const TRUNCATED_HINT = 'if the file is truncated, record it again';

const FRAME_WIDTH = 100;
const MAX_DEPTH = 100;

/**
 * Parses one YAML document.
 * @throws PlayheadError `bad-yaml` or `duplicate-key`, with line, column and a caret.
 */
export function readYaml(text: string, file: string | undefined): YamlFile {
  const lines = new LineCounter();

  const fail = (at: number, code: ErrorCode, reason: string, hint: string): never => {
    const position = lines.linePos(at);
    const line = Math.max(position.line, 1);
    const column = Math.max(position.col, 1);
    const start = lines.lineStarts[line - 1] ?? 0;
    const place = `${file ?? 'cassette'}:${line}:${column}`;
    throw new PlayheadError(
      code,
      `Cannot read cassette ${place}: ${reason}. ${hint}.${frame(text, start, line, column)}`,
      { file, line, column },
    );
  };

  if (text.trim() === '') {
    fail(0, 'bad-yaml', 'the file is empty', 'Record it again, or delete it');
  }
  const documents = parseDocuments(text, lines, fail);
  const problem = documents.flatMap((document) => document.errors)[0];
  if (problem?.code === 'DUPLICATE_KEY') {
    fail(problem.pos[0], 'duplicate-key', 'duplicate key', 'Remove one of them');
  }
  if (problem) {
    const reason = `invalid YAML (${lowerFirst(problem.message)})`;
    fail(problem.pos[0], 'bad-yaml', reason, `Fix the YAML here; ${TRUNCATED_HINT}`);
  }
  const [document, second] = documents;
  if (second?.contents) {
    fail(second.range[0], 'bad-yaml', 'found a second document', 'Keep one document per file');
  }
  if (!document?.contents) {
    fail(0, 'bad-yaml', 'the document is empty', 'Record it again, or delete it');
  }

  const seen = new Map<unknown, YamlNode>();
  const convert = (node: ParsedNode | null, at: number): YamlNode => {
    const target: unknown = isAlias(node) ? node.resolve(document as never) : node;
    const known = seen.get(target);
    if (known) return known;
    if (isMap<ParsedNode, ParsedNode | null>(target)) {
      const map: YamlNode = { kind: 'map', at: target.range?.[0] ?? at, entries: new Map() };
      seen.set(target, map);
      for (const { key, value } of target.items) {
        const keyAt = key.range[0];
        if (!isScalar(key) || typeof key.value !== 'string') {
          return fail(keyAt, 'wrong-type', 'a key must be a string', 'Put it in quotes');
        }
        if (key.value === '<<') {
          fail(keyAt, 'bad-yaml', 'merge keys (<<) are not supported', 'Write out the keys');
        }
        map.entries.set(key.value, convert(value, value?.range[0] ?? keyAt));
      }
      return map;
    }
    if (isSeq<ParsedNode>(target)) {
      const list: YamlNode = { kind: 'list', at: target.range?.[0] ?? at, items: [] };
      seen.set(target, list);
      for (const item of target.items) list.items.push(convert(item, item.range[0]));
      return list;
    }
    if (isScalar(target)) {
      return { kind: 'scalar', at: target.range?.[0] ?? at, value: scalarValue(target.value) };
    }
    return { kind: 'scalar', at, value: null };
  };
  return { root: convert(document!.contents, 0), fail };
}

function parseDocuments(
  text: string,
  lines: LineCounter,
  fail: YamlFile['fail'],
): Document.Parsed[] {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = findTooDeep(tokens);
  if (tooDeep !== undefined) {
    const hint = `A cassette needs 6 levels; the limit is ${MAX_DEPTH}`;
    fail(tooDeep, 'bad-yaml', 'the document is nested too deeply', hint);
  }
  return [...new Composer().compose(tokens)];
}

/**
 * Finds the offset of a node nested deeper than `MAX_DEPTH`. The composer recurses, and V8 may abort
 * the process on a stack overflow instead of throwing.
 */
function findTooDeep(tokens: CST.Token[]): number | undefined {
  let level: CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return level[0]!.offset;
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => {
    const key = 'key' in item && item.key ? [item.key] : [];
    return item.value ? [...key, item.value] : key;
  });
}

function scalarValue(value: unknown): (YamlNode & { kind: 'scalar' })['value'] {
  if (value instanceof Uint8Array) return { base64: btoa(toBinary(value)) };
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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

// Matches text to put in quotes: go-yaml (YAML 1.1) would see a line end in it, reject or trim it.
const NEEDS_QUOTES =
  /[^\n\t\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]|^\s|\n[\t ]+\n|[\t ]\n|[\t ]$/u;
// Matches characters that JSON leaves raw in quotes and go-yaml's scanner rejects.
const NEEDS_ESCAPE = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/** Formats plain data as one YAML document; `{ base64 }` becomes `!!binary`, long text a `|` block. */
export function writeYaml(data: unknown): string {
  const document = new Document(data, { customTags: ['binary'], aliasDuplicateObjects: false });
  visit(document, {
    Map(_, node) {
      const base64 = node.items.length === 1 ? node.get('base64') : undefined;
      return typeof base64 === 'string' ? document.createNode(bodyBytes({ base64 })) : undefined;
    },
    Scalar(_, node) {
      if (typeof node.value === 'string' && NEEDS_QUOTES.test(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document
    .toString({ directives: true, lineWidth: 0, indentSeq: false, singleQuote: true })
    .replaceAll(NEEDS_ESCAPE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
