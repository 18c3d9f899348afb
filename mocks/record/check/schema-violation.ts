import { canonicalJson, isObject, type JsonObject } from '../../util/json.ts';

/** Types by the names of JSON Schema; Gemini writes them in upper case. */
const TYPES = new Map<string, (value: unknown) => boolean>(
  Object.entries({
    array: Array.isArray,
    boolean: (value) => typeof value === 'boolean',
    integer: Number.isInteger,
    null: (value) => value === null,
    number: (value) => typeof value === 'number',
    object: isObject,
    string: (value) => typeof value === 'string',
  }),
);

type Path = readonly (string | number)[];

/** What is nested deeper fits: no tool has such a schema, and the stack ends. */
const MAX_DEPTH = 100;

/**
 * Says where a value does not fit a JSON Schema, by the keywords that schemas of tools have: `type`,
 * `nullable`, `enum`, `const`, `properties`, `required`, `additionalProperties: false`, `items`, `anyOf`
 * and `oneOf`. Others pass, as does what is nested deeper than 100. Undefined where it fits.
 */
export function schemaViolation(
  value: unknown,
  schema: unknown,
  path: Path = [],
  depth = 0,
): string | undefined {
  if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
  if (value === null && schema['nullable'] === true) return undefined;
  return (
    typeViolation(value, schema, path) ??
    choiceViolation(value, schema, path, depth) ??
    (isObject(value) ? objectViolation(value, schema, path, depth) : undefined) ??
    (Array.isArray(value)
      ? firstOf(
          value.map(
            (each, at) => () => schemaViolation(each, schema['items'], [...path, at], depth + 1),
          ),
        )
      : undefined)
  );
}

function typeViolation(value: unknown, schema: JsonObject, path: Path): string | undefined {
  const names = [schema['type']]
    .flat()
    .filter((name) => typeof name === 'string')
    .map((name) => name.toLowerCase());
  const tests = names.map((name) => TYPES.get(name));
  // A type that is not known may fit.
  if (tests.length === 0 || tests.some((test) => !test || test(value))) return undefined;
  return `${placeOf(path)} is not ${names.map(withArticle).join(' or ')}`;
}

function choiceViolation(
  value: unknown,
  schema: JsonObject,
  path: Path,
  depth: number,
): string | undefined {
  const { enum: choices, const: only } = schema;
  const isOne = (each: unknown) => canonicalJson(each) === canonicalJson(value);
  if (Array.isArray(choices) && !choices.some(isOne)) return `${placeOf(path)} is not in its enum`;
  if (only !== undefined && !isOne(only)) return `${placeOf(path)} is not its const`;
  for (const key of ['anyOf', 'oneOf']) {
    const schemas = schema[key];
    if (!Array.isArray(schemas) || schemas.length === 0) continue;
    if (schemas.every((each) => schemaViolation(value, each, path, depth + 1) !== undefined)) {
      return `${placeOf(path)} fits none of its ${key}`;
    }
  }
  return undefined;
}

function objectViolation(
  value: JsonObject,
  schema: JsonObject,
  path: Path,
  depth: number,
): string | undefined {
  const { required, additionalProperties, patternProperties } = schema;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const missing = (Array.isArray(required) ? required : []).find(
    (name) => !Object.hasOwn(value, String(name)),
  );
  if (missing !== undefined) return `${placeOf([...path, String(missing)])} is missing`;
  // A pattern may be written for another engine, so that it is not tried.
  const isClosed = additionalProperties === false && patternProperties === undefined;
  const other = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
  if (isClosed && other !== undefined) {
    return `${placeOf([...path, other])} is not in the schema`;
  }
  return firstOf(
    Object.entries(value).map(
      ([name, each]) =>
        () =>
          schemaViolation(
            each,
            Object.hasOwn(properties, name) ? properties[name] : undefined,
            [...path, name],
            depth + 1,
          ),
    ),
  );
}

function withArticle(name: string): string {
  if (name === 'null') return name;
  return /^[aio]/.test(name) ? `an ${name}` : `a ${name}`;
}

function firstOf(tests: readonly (() => string | undefined)[]): string | undefined {
  for (const test of tests) {
    const violation = test();
    if (violation !== undefined) return violation;
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
