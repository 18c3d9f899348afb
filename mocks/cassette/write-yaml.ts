import { Document, isScalar, type ScalarTag, visit } from 'yaml';
import { bodyBytes } from '../wire/body.ts';

// Matches text to put in quotes: go-yaml (YAML 1.1) would see a line end in it, reject or trim it.
const NEEDS_QUOTES =
  /[^\n\t\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]|^\s|\n[\t ]+\n|[\t ]\n|[\t ]$/u;
// Matches characters that JSON leaves raw in quotes and go-yaml's scanner rejects.
const NEEDS_ESCAPE = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/**
 * Formats plain data as one YAML document; `{ base64 }` becomes `!!binary`, long text a `|` block, a
 * list of numbers one line.
 */
export function writeYaml(data: unknown): string {
  const document = new Document(data, {
    customTags: ['binary', QUOTED],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Map(_, node) {
      const base64 = node.items.length === 1 ? node.get('base64') : undefined;
      return typeof base64 === 'string' ? document.createNode(bodyBytes({ base64 })) : undefined;
    },
    Seq(_, node) {
      const [first] = node.items;
      node.flow = isScalar(first) && typeof first.value === 'number';
    },
    Scalar(_, node) {
      const { value } = node;
      if (typeof value !== 'string' || !NEEDS_QUOTES.test(value)) return undefined;
      return document.createNode(new Quoted(value));
    },
  });
  return document.toString({
    directives: true,
    lineWidth: 0,
    indentSeq: false,
    singleQuote: true,
    flowCollectionPadding: false,
  });
}

/** Holds text that YAML can only hold in double quotes. */
class Quoted {
  text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Writes each event of quoted text on a line of its own, so that it can be read and compared. */
const QUOTED: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => value instanceof Quoted,
  resolve: (text) => text,
  stringify({ value }, { indent }) {
    const pieces = (value as Quoted).text.match(PIECE) ?? [''];
    // A backslash ends a line that goes on, and another keeps the space that the next begins with.
    const text = pieces
      .map((piece) => JSON.stringify(piece).slice(1, -1))
      .map((line, at) => (at > 0 && line.startsWith(' ') ? `\\${line}` : line))
      .join(`\\\n${indent}`);
    return `"${text.replaceAll(NEEDS_ESCAPE, escapeOf)}"`;
  },
};

/** Matches a line with the blank lines that follow it. */
const PIECE = /[^\r\n]*(?:\r\n?|\n)+|[^\r\n]+/g;

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
