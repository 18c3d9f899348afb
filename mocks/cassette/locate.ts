import { readYaml, type YamlNode } from './yaml.ts';

/** Finds the line and column of a value in the text of a cassette. */
export type Locate = (
  /** The keys and indexes that lead to the value; where there is none, the last one that is there counts. */
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
    const place = yaml.position(node.at);
    // Each line of such a block is a line of the file; other styles fold or escape them.
    if (typeof value !== 'string' || !isBlock(text, node.at)) return place;
    const line = place.line + 1 + (value.slice(0, offset).match(/\n/g)?.length ?? 0);
    const source = text.split('\n', line)[line - 1] ?? '';
    return { line, column: 1 + source.length - source.trimStart().length };
  };
}

function childOf(node: YamlNode, step: string | number): YamlNode | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  return node.kind === 'list' ? node.items[Number(step)] : undefined;
}

/** Tells whether a `|` block begins here. */
function isBlock(text: string, at: number): boolean {
  return /^\|[-+\d]*[ \t]*(?:#.*)?\r?\n/.test(text.slice(at, at + 200));
}
