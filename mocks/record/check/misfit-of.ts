import { canonicalJson, isObject, type JsonObject } from '../../util/json.ts';

/** Types by the names of JSON Schema; Gemini writes them in upper case. */
const TYPES: Record<string, (value: unknown) => boolean> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === 'number',
  object: isObject,
  string: (value) => typeof value === 'string',
};

type Path = readonly (string | number)[];

/**
 * Says where a value does not fit a JSON Schema, by the keywords that schemas of tools have: `type`,
 * `nullable`, `enum`, `const`, `properties`, `required`, `additionalProperties: false`, `items`, `anyOf`
 * and `oneOf`. Others pass. Undefined where it fits.
 */
export function misfitOf(value: unknown, schema: unknown, path: Path = []): string | undefined {
  if (!isObject(schema)) return undefined;
  return (
    typeMisfit(value, schema, path) ??
    choiceMisfit(value, schema, path) ??
    (isObject(value) ? objectMisfit(value, schema, path) : undefined) ??
    (Array.isArray(value)
      ? firstOf(value.map((each, at) => () => misfitOf(each, schema['items'], [...path, at])))
      : undefined)
  );
}

function typeMisfit(value: unknown, schema: JsonObject, path: Path): string | undefined {
  const names = [schema['type']]
    .flat()
    .filter((name) => typeof name === 'string')
    .map((name) => name.toLowerCase());
  if (value === null && schema['nullable'] === true) return undefined;
  const tests = names.map((name) => TYPES[name]);
  // A type that is not known may fit.
  if (tests.length === 0 || tests.some((test) => !test || test(value))) return undefined;
  return `${placeOf(path)} is no ${names.join(' or ')}`;
}

function choiceMisfit(value: unknown, schema: JsonObject, path: Path): string | undefined {
  const { enum: choices, const: only } = schema;
  const isOne = (each: unknown) => canonicalJson(each) === canonicalJson(value);
  if (Array.isArray(choices) && !choices.some(isOne)) return `${placeOf(path)} is none of its enum`;
  if (only !== undefined && !isOne(only)) return `${placeOf(path)} is not its const`;
  for (const key of ['anyOf', 'oneOf']) {
    const schemas = schema[key];
    if (!Array.isArray(schemas) || schemas.length === 0) continue;
    if (schemas.every((each) => misfitOf(value, each, path) !== undefined)) {
      return `${placeOf(path)} fits none of its ${key}`;
    }
  }
  return undefined;
}

function objectMisfit(value: JsonObject, schema: JsonObject, path: Path): string | undefined {
  const { required, additionalProperties } = schema;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const missing = (Array.isArray(required) ? required : []).find(
    (name) => !Object.hasOwn(value, String(name)),
  );
  if (missing !== undefined) return `${placeOf([...path, String(missing)])} is missing`;
  const other = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
  if (additionalProperties === false && other !== undefined) {
    return `${placeOf([...path, other])} is not in the schema`;
  }
  return firstOf(
    Object.entries(value).map(
      ([name, each]) =>
        () =>
          misfitOf(each, Object.hasOwn(properties, name) ? properties[name] : undefined, [
            ...path,
            name,
          ]),
    ),
  );
}

function firstOf(tests: readonly (() => string | undefined)[]): string | undefined {
  for (const test of tests) {
    const misfit = test();
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}

function placeOf(path: Path): string {
  if (path.length === 0) return 'the value';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
