import { isObject, type JsonObject } from '../../util/json.ts';

/**
 * Derives a JSON schema that fits all of these arguments, as simple as all providers take:
 * https://ai.google.dev/api/caching#Schema
 */
export function argumentSchema(values: readonly unknown[]): JsonObject {
  const schema = schemaOf(values.filter(isObject));
  return schema['type'] === 'object' ? schema : { type: 'object', properties: {} };
}

function schemaOf(values: readonly unknown[]): JsonObject {
  const types = [...new Set(values.map(typeOf))];
  if (types.length === 2 && types.every((type) => type === 'integer' || type === 'number')) {
    return { type: 'number' };
  }
  if (types.length > 1) {
    const kinds = types.map((type) => values.filter((value) => typeOf(value) === type));
    return { anyOf: kinds.map(schemaOf) };
  }
  const [type = 'string'] = types; // the items of an empty list
  if (type === 'array') return { type, items: schemaOf(values.flat()) };
  return type === 'object' ? objectSchema(values as JsonObject[]) : { type };
}

function objectSchema(values: readonly JsonObject[]): JsonObject {
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const having = (key: string) => values.filter((value) => Object.hasOwn(value, key));
  const properties = keys.map((key) => [key, schemaOf(having(key).map((value) => value[key]))]);
  const required = keys.filter((key) => having(key).length === values.length);
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as JsonObject,
    ...(required.length > 0 && { required }),
  };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
