import { expect, test } from 'vitest';
import { argumentSchema } from './argument-schema.ts';

const object = (properties: object, ...required: string[]) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

test.each<[what: string, values: unknown[], schema: object]>([
  ['no call', [], object({})],
  ['no arguments', [{}], object({})],
  ['arguments that are none', [undefined, 'a', [1], null], object({})],
  [
    'numbers',
    [{ a: 1, b: 0.5 }],
    object({ a: { type: 'integer' }, b: { type: 'number' } }, 'a', 'b'),
  ],
  ['a number that is whole once', [{ a: 1 }, { a: 0.5 }], object({ a: { type: 'number' } }, 'a')],
  ['a key that is missing once', [{ a: 'b' }, {}], object({ a: { type: 'string' } })],
  ['yes and no', [{ a: true }], object({ a: { type: 'boolean' } }, 'a')],
  ['nothing', [{ a: null }], object({ a: { type: 'null' } }, 'a')],
  [
    'text or nothing',
    [{ a: 'b' }, { a: null }],
    object({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, 'a'),
  ],
  ['a list', [{ a: [1, 2] }], object({ a: { type: 'array', items: { type: 'integer' } } }, 'a')],
  ['an empty list', [{ a: [] }], object({ a: { type: 'array', items: { type: 'string' } } }, 'a')],
  [
    'objects in lists in lists',
    [{ a: [[{ b: 1 }], [{ c: 'd' }]] }],
    object(
      {
        a: {
          type: 'array',
          items: {
            type: 'array',
            items: object({ b: { type: 'integer' }, c: { type: 'string' } }),
          },
        },
      },
      'a',
    ),
  ],
])('derives a schema of %s', (_what, values, schema) => {
  expect(argumentSchema(values)).toEqual(schema);
});

test('derives a schema with a key that every object inherits', () => {
  const schema = argumentSchema([JSON.parse('{"__proto__":1}')]);
  expect(schema).toMatchObject({ type: 'object', required: ['__proto__'] });
  expect(Object.keys(schema['properties'] as object)).toEqual(['__proto__']);
});
