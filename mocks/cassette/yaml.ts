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

/** A YAML node with its place in the text: `at` is an offset. The only file that knows the parser. */
export type YamlNode =
  | { kind: 'map'; at: number; entries: Map<string, YamlNode> }
  | { kind: 'list'; at: number; items: YamlNode[] }
  | { kind: 'scalar'; at: number; value: string | number | boolean | null | { base64: string } };

/** A read file: its root node, and the way to complain about a place in it. */
export interface YamlFile {
  root: YamlNode;
  fail(at: number, code: ErrorCode, reason: string, mend: string): never;
}

const FRAME_WIDTH = 100;
const MAX_DEPTH = 100;

/**
 * Reads one YAML document.
 * @throws PlayheadError `bad-yaml` or `duplicate-key`, with line, column and a caret.
 */
export function readYaml(text: string, file: string | undefined): YamlFile {
  const lines = new LineCounter();

  const fail = (at: number, code: ErrorCode, reason: string, mend: string): never => {
    const position = lines.linePos(at);
    const line = Math.max(position.line, 1);
    const column = Math.max(position.col, 1);
    const start = lines.lineStarts[line - 1] ?? 0;
    const place = `${file ?? 'cassette'}:${line}:${column}`;
    throw new PlayheadError(
      code,
      `Cannot read cassette ${place}: ${reason}. ${mend}.${frame(text, start, line, column)}`,
      { file, line, column },
    );
  };

  if (text.trim() === '') {
    fail(0, 'bad-yaml', 'the file is empty', 'Record it again, or remove it');
  }
  const documents = parseDocuments(text, lines, fail);
  const problem = documents.flatMap((document) => document.errors)[0];
  if (problem) {
    const duplicate = problem.code === 'DUPLICATE_KEY';
    fail(
      problem.pos[0],
      duplicate ? 'duplicate-key' : 'bad-yaml',
      duplicate
        ? 'the same key stands twice in one map'
        : `not YAML (${lowerFirst(problem.message)})`,
      duplicate
        ? 'Remove one of the two'
        : 'Mend the YAML here; if the file is cut short, record it again',
    );
  }
  const [document, second] = documents;
  if (second?.contents) {
    fail(second.range[0], 'bad-yaml', 'a second document begins here', 'Keep one document a file');
  }
  if (!document?.contents) {
    fail(0, 'bad-yaml', 'the document holds nothing', 'Record it again, or remove it');
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
          return fail(keyAt, 'wrong-type', 'this key is not a string', 'Put it in quotes');
        }
        if (key.value === '<<') {
          fail(keyAt, 'bad-yaml', 'merge keys (<<) are not read', 'Write the keys out');
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
    fail(
      tooDeep,
      'bad-yaml',
      'it is nested too deep',
      `A cassette needs 6 levels; ${MAX_DEPTH} are read`,
    );
  }
  return [...new Composer().compose(tokens)];
}

/**
 * The offset of what is nested deeper than `MAX_DEPTH`. The composer recurses, and at the end of
 * its stack V8 may abort the whole process instead of throwing.
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

/** The line with a caret under the column; of a huge line only the part around it. */
function frame(text: string, start: number, line: number, column: number): string {
  let end = text.indexOf('\n', start);
  if (end < 0) end = text.length;
  const from = Math.max(start, start + column - 1 - FRAME_WIDTH / 2);
  const shown = text.slice(from, Math.min(end, from + FRAME_WIDTH)).replaceAll(/[\t\r]/g, ' ');
  const gutter = `  ${line} | `;
  const caret = ' '.repeat(start + column - 1 - from);
  return `\n${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${caret}^`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

// Where another reader could see a line end (go-yaml speaks YAML 1.1), refuse or trim: quote.
const NEEDS_QUOTES =
  /[^\n\t\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]|^\s|\n[\t ]+\n|[\t ]\n|[\t ]$/u;
// What may stand raw in quotes as JSON writes them, but not for go-yaml's scanner.
const NEEDS_ESCAPE = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/** Writes plain data as one YAML document; `{ base64 }` becomes `!!binary`, long text a `|` block. */
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
