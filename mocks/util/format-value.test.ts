import { expect, test } from 'vitest';
import { formatValue } from './format-value.ts';

const circle: unknown[] = [];
circle.push(circle);

const VALUES: [unknown, string][] = [
  ['a "text"', String.raw`"a \"text\""`],
  [NaN, 'NaN'],
  [10n, '10n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [() => 1, 'a function'],
  [Symbol('x'), 'Symbol(x)'],
  [/x/g, '/x/g'],
  [new Headers({ a: '1' }), '[object Headers]'],
  [
    { type: 'slow', ms: NaN, after: undefined, at: [1, /x/] },
    '{"type":"slow","ms":NaN,"at":[1,/x/]}',
  ],
  [circle, '[[[[[…]]]]]'],
];

test.each(VALUES.map(([value, formatted]) => ({ formatted, value })))(
  'formatValue returns $formatted',
  ({ formatted, value }) => {
    expect(formatValue(value)).toBe(formatted);
  },
);
