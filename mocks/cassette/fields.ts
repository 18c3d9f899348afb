import { quote } from '../util/text.ts';
import type { Body } from '../wire/body.ts';
import type { RecordedHeaders } from './cassette.ts';
import { TRUNCATED_HINT, type YamlFile, type YamlNode } from './yaml.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

export type Fields = ReturnType<typeof fieldsOf>;

/** Reads the value of a node, or fails. `name` is the node's name in messages. */
type Reader<T> = (yaml: YamlFile, node: YamlNode, name: string) => T;

/** Reads the keys of a map by type: undefined for an absent key or null; fails for another type. */
export function fieldsOf(yaml: YamlFile, node: YamlNode, name: string) {
  if (node.kind !== 'map') {
    return wrongType(yaml, node, name, 'a map', `Write keys and values; ${TRUNCATED_HINT}`);
  }
  const { entries } = node;
  const child = (key: string): YamlNode | undefined => {
    const found = entries.get(key);
    return found?.kind === 'scalar' && found.value === null ? undefined : found;
  };
  const at = (key: string): number => entries.get(key)?.at ?? node.at;
  const reader =
    <T>(read: Reader<T>) =>
    (key: string): T | undefined => {
      const found = child(key);
      return found && read(yaml, found, `"${key}" of ${name}`);
    };
  const body = reader(readBody);

  return {
    at,
    child,
    required<T>(key: string, value: T | undefined): T {
      if (value !== undefined) return value;
      return yaml.fail(
        at(key),
        'missing-key',
        `${name} has no "${key}"`,
        `Add it; ${TRUNCATED_HINT}`,
      );
    },
    string: reader(readString),
    integer: reader(readInteger),
    boolean: reader(readBoolean),
    list: reader(readList),
    strings: reader(readStrings),
    headers: reader(readHeaders),
    body: (key: string): Body => body(key) ?? '',
  };
}

function readString(yaml: YamlFile, node: YamlNode, name: string): string {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    return wrongType(yaml, node, name, 'a string', 'Put it in quotes');
  }
  if (!LONE_SURROGATE.test(node.value)) return node.value;
  return yaml.fail(
    node.at,
    'bad-value',
    `${name} contains a lone surrogate, which UTF-8 cannot encode`,
    'Write the complete character',
  );
}

function readInteger(yaml: YamlFile, node: YamlNode, name: string): number {
  if (node.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value)) {
    return node.value;
  }
  return wrongType(yaml, node, name, 'an integer', 'Write digits without quotes');
}

function readBoolean(yaml: YamlFile, node: YamlNode, name: string): boolean {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  return wrongType(yaml, node, name, 'true or false', 'Write it without quotes');
}

function readList(yaml: YamlFile, node: YamlNode, name: string): YamlNode[] {
  if (node.kind === 'list') return node.items;
  return wrongType(yaml, node, name, 'a list', 'Write each item on its own line, after "- "');
}

function readStrings(yaml: YamlFile, node: YamlNode, name: string): string[] {
  return readList(yaml, node, name).map((item) => readString(yaml, item, `an item of ${name}`));
}

function readHeaders(yaml: YamlFile, node: YamlNode, name: string): RecordedHeaders {
  if (node.kind !== 'map') {
    return wrongType(yaml, node, name, 'a map', 'Write "Name:" and a list of values under it');
  }
  const pairs = [...node.entries].map(([header, values]) => [
    header,
    readStrings(yaml, values, `"${header}" in ${name}`),
  ]);
  return Object.fromEntries(pairs) as RecordedHeaders;
}

function readBody(yaml: YamlFile, node: YamlNode, name: string): Body {
  if (node.kind === 'scalar' && typeof node.value === 'object' && node.value) return node.value;
  return readString(yaml, node, name);
}

function wrongType(
  yaml: YamlFile,
  node: YamlNode,
  name: string,
  expected: string,
  hint: string,
): never {
  return yaml.fail(
    node.at,
    'wrong-type',
    `${name} must be ${expected}, got ${describe(node)}`,
    hint,
  );
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (typeof node.value === 'string') return quote(node.value, 40);
  return typeof node.value === 'object' && node.value ? 'binary data' : String(node.value);
}
