import { isObject } from './json.ts';

/** A path into JSON, taken apart: keys of objects and indexes of lists. */
export type JsonPath = readonly (string | number)[];

const PATH = /^(?:[^.[\]\s]+|\[\d{1,2}\])(?:\.[^.[\]\s]+|\[\d{1,2}\])*$/;

/** Tells whether a text is a path, such as `delta.text` or `choices[0].delta.content`. */
export function isPath(value: unknown): value is string {
  return typeof value === 'string' && PATH.test(value);
}

/** Takes a path apart; that of a whole document is empty. */
export function parsePath(path: string | undefined): JsonPath {
  const steps = path?.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  return steps.map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step));
}

/** Reads the value at a path; undefined where there is none. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  let value = json;
  for (const step of path) {
    if (typeof step === 'number' ? !Array.isArray(value) : !isObject(value)) return undefined;
    const holder = value as Record<string | number, unknown>;
    value = Object.hasOwn(holder, step) ? holder[step] : undefined;
  }
  return value;
}

/** Returns the JSON with a value at a path. Makes the objects and lists on the way. */
export function withValueAt(json: unknown, path: JsonPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const holder = isObject(json) ? json : {};
    const own = Object.hasOwn(holder, step) ? holder[step] : undefined;
    return { ...holder, [step]: withValueAt(own, rest, value) };
  }
  const list: unknown[] = Array.isArray(json) ? [...(json as unknown[])] : [];
  while (list.length < step) list.push(null);
  list[step] = withValueAt(list[step], rest, value);
  return list;
}

/** Lists the paths of all values that are not objects or lists, with their values, in document order. */
export function leavesOf(json: unknown, path = ''): [path: string, value: unknown][] {
  if (Array.isArray(json)) {
    return json.flatMap((entry, at) => leavesOf(entry, `${path}[${at}]`));
  }
  if (!isObject(json)) return [[path, json]];
  return Object.entries(json).flatMap(([key, entry]) =>
    leavesOf(entry, path === '' ? key : `${path}.${key}`),
  );
}
