import { compact } from '../util/json.ts';
import { quote } from '../util/text.ts';
import type { ErrorCode } from '../util/error.ts';
import type { Body } from '../wire/body.ts';
import type { RecordedHeaders, RecordedRequest, RecordedResponse } from './cassette.ts';
import { TRUNCATED_HINT, type YamlFile, type YamlNode } from './yaml.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

const READERS = {
  node: (_yaml: YamlFile, node: YamlNode) => node,
  string: readString,
  integer: readInteger,
  boolean: readBoolean,
  list: readList,
  strings: readStrings,
  integers: readIntegers,
  headers: readHeaders,
  body: readBody,
};

type FieldType = keyof typeof READERS;
type Value<T extends FieldType> = ReturnType<(typeof READERS)[T]>;

/** The keys of a request and the types of their values, in go-vcr's order. */
export const REQUEST_FIELDS = {
  proto: 'string',
  proto_major: 'integer',
  proto_minor: 'integer',
  content_length: 'integer',
  transfer_encoding: 'strings',
  trailer: 'headers',
  host: 'string',
  remote_addr: 'string',
  request_uri: 'string',
  body: 'body',
  form: 'headers',
  headers: 'headers',
  url: 'string',
  method: 'string',
} as const satisfies Record<keyof RecordedRequest, FieldType>;

/** The keys of a response and the types of their values, in go-vcr's order; then Playhead's own. */
export const RESPONSE_FIELDS = {
  proto: 'string',
  proto_major: 'integer',
  proto_minor: 'integer',
  transfer_encoding: 'strings',
  trailer: 'headers',
  content_length: 'integer',
  uncompressed: 'boolean',
  body: 'body',
  headers: 'headers',
  status: 'string',
  code: 'integer',
  duration: 'string',
  event_times: 'integers',
  chunk_sizes: 'integers',
} as const satisfies Record<keyof RecordedResponse, FieldType>;

/** Reads the keys of a map by type: undefined for an absent key or null; fails for another type. */
export function fieldsOf(yaml: YamlFile, node: YamlNode, name: string) {
  if (node.kind !== 'map') {
    return wrongType(yaml, node, name, 'a map', `Write keys and values; ${TRUNCATED_HINT}`);
  }
  const { entries } = node;
  const fail = (key: string, code: ErrorCode, reason: string, hint: string): never =>
    yaml.fail(entries.get(key)?.at ?? node.at, code, reason, hint);

  const read = <T extends FieldType>(key: string, type: T): Value<T> | undefined => {
    const found = entries.get(key);
    if (!found || (found.kind === 'scalar' && found.value === null)) return undefined;
    return READERS[type](yaml, found, `"${key}" of ${name}`) as Value<T>;
  };

  return {
    fail,
    read,
    required<T extends FieldType>(key: string, type: T): Value<T> {
      const value = read(key, type);
      if (value !== undefined) return value;
      return fail(key, 'missing-key', `${name} has no "${key}"`, `Add it; ${TRUNCATED_HINT}`);
    },
    readAll<T extends Record<string, FieldType>>(types: T): { [K in keyof T]?: Value<T[K]> } {
      const values = Object.entries(types).map(([key, type]) => [key, read(key, type)]);
      return compact(Object.fromEntries(values)) as { [K in keyof T]?: Value<T[K]> };
    },
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

function readIntegers(yaml: YamlFile, node: YamlNode, name: string): number[] {
  return readList(yaml, node, name).map((item) => readInteger(yaml, item, `an item of ${name}`));
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
  const got = describe(node);
  return yaml.fail(node.at, 'wrong-type', `${name} must be ${expected}, got ${got}`, hint);
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (typeof node.value === 'string') return quote(node.value, 40);
  return typeof node.value === 'object' && node.value ? 'binary data' : String(node.value);
}
