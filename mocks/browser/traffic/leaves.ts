import { parseJson } from '../../util/json.ts';

/**
 * A text that a message holds, and where: `delta.content`, or `data:` for plain text of an SSE event.
 * Places in a list are left out.
 */
export type Leaf = readonly [path: string, text: string];

/** Deeper than this nothing is looked at. */
const MAX_DEPTH = 12;
/** What protocols write before the content of a line: SSE fields, socket.io packets, the AI SDK's codes. */
const PREFIX = /^(?:((?:data|event|id|retry):) ?|\d+(?=[[{"])|[0-9a-z]:(?=[[{"]))/;

/** Lists the texts that a line holds: those of its JSON, else the line itself. */
export function leavesOfLine(line: string): Leaf[] {
  const [prefix = '', field = ''] = PREFIX.exec(line) ?? [];
  const content = line.slice(prefix.length);
  const value = /^[[{"]/.test(content) ? parseJson(content) : undefined;
  return value === undefined ? [[field, content]] : [...leavesOf(value, '', 0)];
}

function* leavesOf(value: unknown, path: string, depth: number): Generator<Leaf> {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') {
    yield [path, value];
    // JSON in a text, as in the messages of some brokers.
    const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
    if (inner !== undefined) yield* leavesOf(inner, `${path}>`, depth + 1);
  } else if (Array.isArray(value)) {
    for (const each of value) yield* leavesOf(each, path, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield* leavesOf(each, path === '' ? key : `${path}.${key}`, depth + 1);
    }
  }
}
