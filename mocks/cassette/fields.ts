import type { Body } from '../wire/body.ts';
import type { RecordedHeaders } from './cassette.ts';
import type { YamlFile, YamlNode } from './yaml.ts';

/** The usual cause of a missing or broken end. */
export const CUT_SHORT = 'if the file is cut short, record it again';

const LONE_SURROGATE = /\p{Surrogate}/u;

export type Fields = ReturnType<typeof fieldsOf>;

/** Typed access to the keys of one map. Absent and null give undefined; a wrong type fails. */
export function fieldsOf(yaml: YamlFile, node: YamlNode, name: string) {
  if (node.kind !== 'map') {
    return yaml.fail(
      node.at,
      'wrong-type',
      `${name} is ${describe(node)}, not a map`,
      `Give it keys and values; ${CUT_SHORT}`,
    );
  }
  const { entries } = node;
  const child = (key: string): YamlNode | undefined => {
    const found = entries.get(key);
    return found?.kind === 'scalar' && found.value === null ? undefined : found;
  };
  const at = (key: string): number => entries.get(key)?.at ?? node.at;
  const wrong = (found: YamlNode, what: string, wanted: string, mend: string): never =>
    yaml.fail(found.at, 'wrong-type', `${what} is ${describe(found)}, not ${wanted}`, mend);

  const scalar = <T>(
    key: string,
    is: (value: unknown) => value is T,
    wanted: string,
    mend: string,
  ) => {
    const found = child(key);
    if (!found) return undefined;
    if (found.kind === 'scalar' && is(found.value)) return found.value;
    return wrong(found, `"${key}" of ${name}`, wanted, mend);
  };
  const wellFormed = (text: string, where: number, what: string): string =>
    !LONE_SURROGATE.test(text)
      ? text
      : yaml.fail(
          where,
          'bad-value',
          `${what} holds half a surrogate pair, which no UTF-8 text can`,
          'Write the whole character',
        );

  const string = (key: string): string | undefined => {
    const value = scalar(key, isString, 'a string', 'Put it in quotes');
    return value === undefined ? undefined : wellFormed(value, at(key), `"${key}" of ${name}`);
  };
  const stringsOf = (found: YamlNode, what: string): string[] => {
    if (found.kind !== 'list')
      return wrong(found, what, 'a list', 'Write each value on a line of its own, after "- "');
    return found.items.map((item) =>
      item.kind === 'scalar' && isString(item.value)
        ? wellFormed(item.value, item.at, what)
        : wrong(item, `a value of ${what}`, 'a string', 'Put it in quotes'),
    );
  };

  return {
    at,
    child,
    string,
    required<T>(key: string, value: T | undefined): T {
      if (value !== undefined) return value;
      return yaml.fail(at(key), 'missing-key', `${name} has no "${key}"`, `Add it; ${CUT_SHORT}`);
    },
    integer: (key: string) =>
      scalar(key, isInteger, 'a whole number', 'Write digits alone, without quotes'),
    boolean: (key: string) => scalar(key, isBoolean, 'true or false', 'Write true or false'),
    list(key: string): YamlNode[] | undefined {
      const found = child(key);
      if (!found) return undefined;
      return found.kind === 'list'
        ? found.items
        : wrong(found, `"${key}" of ${name}`, 'a list', 'Begin each item with "- "');
    },
    strings(key: string): string[] | undefined {
      const found = child(key);
      return found && stringsOf(found, `"${key}" of ${name}`);
    },
    headers(key: string): RecordedHeaders | undefined {
      const found = child(key);
      if (!found) return undefined;
      if (found.kind !== 'map')
        return wrong(
          found,
          `"${key}" of ${name}`,
          'a map',
          'Write "Name:" with a list of values under it',
        );
      const pairs = [...found.entries].map(([header, values]) => [
        header,
        stringsOf(values, `"${header}" in "${key}" of ${name}`),
      ]);
      return Object.fromEntries(pairs) as RecordedHeaders;
    },
    body(key: string): Body {
      const found = child(key);
      if (found?.kind === 'scalar' && typeof found.value === 'object' && found.value)
        return found.value;
      return string(key) ?? '';
    },
  };
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'object') return 'binary';
  if (typeof node.value !== 'string') return `the ${typeof node.value} ${node.value}`;
  return node.value.length > 40 ? 'a text' : `the text ${JSON.stringify(node.value)}`;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isInteger = (value: unknown): value is number => Number.isInteger(value);
