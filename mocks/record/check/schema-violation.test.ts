import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemaViolation } from './schema-violation.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

test.each<[unknown, unknown, string | undefined]>([
  [1, undefined, undefined],
  [1, true, undefined],
  [1, {}, undefined],
  [1, { type: 'string' }, 'the value is not a string'],
  ['1', { type: ['integer', 'null'] }, 'the value is not an integer or null'],
  [1.5, { type: 'integer' }, 'the value is not an integer'],
  [1, { type: 'INTEGER' }, undefined],
  [1, { type: 'date' }, undefined],
  [null, { type: 'string', nullable: true }, undefined],
  [null, { type: 'string' }, 'the value is not a string'],
  ['a', { enum: ['a', 'b'] }, undefined],
  ['c', { enum: ['a', 'b'] }, 'the value is not in its enum'],
  [{ b: 1, a: 2 }, { const: { a: 2, b: 1 } }, undefined],
  [2, { const: 1 }, 'the value is not its const'],
  [1, { anyOf: [{ type: 'string' }, { type: 'number' }] }, undefined],
  [true, { oneOf: [{ type: 'string' }, { type: 'number' }] }, 'the value fits none of its oneOf'],
  [{}, object({}, { required: ['a'] }), 'a is missing'],
  [{ a: 1, b: 2 }, object({ a: {} }, { additionalProperties: false }), 'b is not in the schema'],
  [{ a: 1, b: 2 }, object({ a: {} }), undefined],
  [
    { a: { b: ['x', 1] } },
    object({ a: object({ b: { items: { type: 'string' } } }) }),
    'a.b[1] is not a string',
  ],
  [{ toString: 1 }, object({}), undefined],
  [1, { type: '__proto__' }, undefined],
  [1, { type: 'toString' }, undefined],
  [null, { type: 'string', nullable: true, enum: ['a'] }, undefined],
  [
    { x_a: 1 },
    object({}, { additionalProperties: false, patternProperties: { '^x_': {} } }),
    undefined,
  ],
])('%j in %j: %s', (value, schema, violation) => {
  expect(schemaViolation(value, schema)).toBe(violation);
});

test('takes any schema', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, schema) => {
      expect(['string', 'undefined']).toContain(typeof schemaViolation(value, schema));
    }),
  );
});

test.each(['items', 'anyOf'])('takes schemas that are nested deeply: %s', (key) => {
  let schema: unknown = { type: 'string' };
  let value: unknown = 1;
  for (let depth = 0; depth < 20_000; depth += 1) {
    schema = key === 'items' ? { items: schema } : { anyOf: [schema] };
    value = key === 'items' ? [value] : value;
  }
  expect(schemaViolation(value, schema)).toBeUndefined();
});
