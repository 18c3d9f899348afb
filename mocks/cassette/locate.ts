import { readYaml, type YamlNode } from './yaml.ts';

/** Finds the line and column of a value in the text of a cassette. */
export type Locate = (
  /** The keys and indexes that lead to the value; where it is absent, the last one that exists counts. */
  path: readonly (string | number)[],
  /** A place within the value, in characters; counts where the text is a `|` block. */
  offset?: number,
) => { line: number; column: number };

/**
 * Makes a function that finds values in the text of a cassette.
 * @throws PlayheadError `bad-yaml` or `duplicate-key`, as `parseCassette`.
 */
export function createLocate(text: string): Locate {
  const yaml = readYaml(text, undefined);
  return (path, offset = 0) => {
    let node = yaml.root;
    for (const step of path) {
      const next = childOf(node, step);
      if (!next) return yaml.position(node.at);
      node = next;
    }
    const { value } = node.kind === 'scalar' ? node : {};
    const { line, column } = yaml.position(node.at);
    const indentation = typeof value === 'string' ? indentationOf(text, node.at) : undefined;
    if (typeof value !== 'string' || indentation === undefined) return { line, column };
    return { line: line + 1 + countLineEnds(value, offset), column: indentation + 1 };
  };
}

function childOf(node: YamlNode, step: string | number): YamlNode | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  return node.kind === 'list' ? node.items[Number(step)] : undefined;
}

/**
 * Measures how far the text of a `|` block is indented; undefined where none begins here. Each line of
 * such a block is a line of the file; other styles fold or escape them.
 */
function indentationOf(text: string, at: number): number | undefined {
  const begin = /\|[-+\d]*[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*( *)/y;
  begin.lastIndex = at;
  return begin.exec(text)?.[1]?.length;
}

function countLineEnds(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
