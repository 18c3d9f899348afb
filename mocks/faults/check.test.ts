import { expect, test } from 'vitest';
import { checkFault, checkFaults } from './check.ts';

test.each<[unknown, string]>([
  ['disconnect', 'Cannot use the fault "disconnect": it has no type of fault. Types: status, '],
  [undefined, 'it has no type of fault'],
  [{ type: 'toString' }, 'it has no type of fault'],
  [{ type: 'status' }, 'it lacks "status". Add it.'],
  [{ type: 'status', status: 99 }, 'its status is not a status of 200 to 599. Change it.'],
  [{ type: 'status', status: '500' }, 'its status is not a status'],
  [{ type: 'status', status: 500, headers: ['a'] }, 'its headers is not names and values'],
  [{ type: 'status', status: 500, headers: { 'a b': '' } }, 'its headers is not names and values'],
  [{ type: 'status', status: 500, headers: { a: 1 } }, 'its headers is not names and values'],
  [{ type: 'status', status: 500, headers: new Headers({ a: '1' }) }, 'in a plain object'],
  [{ type: 'status', status: 500, headers: new Map([['a', '1']]) }, 'in a plain object'],
  [{ type: 'status', status: 500, body: {} }, 'its body is not a text'],
  [{ type: 'content-type', value: 'plain' }, "its value is not a media type, such as 'text/plain'"],
  [{ type: 'comments', text: 'a\nb' }, 'its text is not a text of one line'],
  [{ type: 'slow', ms: -1 }, 'its ms is not a whole number from 0'],
  [{ type: 'slow', ms: NaN }, 'Cannot use the fault {"type":"slow","ms":NaN}: its ms is not'],
  [{ type: 'slow', ms: 2 ** 31 }, 'its ms is not a whole number from 0 to 2147483647'],
  [{ type: 'flood', at: 1, times: 1 }, 'its times is not a whole number from 2 to 100000'],
  [{ type: 'flood', at: 1, times: 100_001 }, 'its times is not a whole number from 2 to 100000'],
  [{ type: 'stall' }, 'it lacks "after". Add it.'],
  [{ type: 'cut' }, 'it lacks "at". Add it.'],
  [{ type: 'cut', at: 0 }, 'its at is not the number of an event, from 1'],
  [{ type: 'cut', at: 1.5 }, 'its at is not the number of an event, the type or fields'],
  [
    { type: 'cut', after: 1 },
    'cut has no field "after". Fields: cassette, interaction, attempt, at',
  ],
  [{ type: 'end', after: /x/ }, 'Cannot use the fault {"type":"end","after":/x/}: its after'],
  [{ type: 'end', after: {} }, 'its after is not the number of an event'],
  [{ type: 'refused', after: 1 }, 'refused has no field "after"'],
  [{ type: 'refused', interaction: 0.5 }, 'its interaction is not a whole number from 1'],
  [{ type: 'refused', cassete: 'a' }, 'refused has no field "cassete"'],
])('%j is no fault', (fault, message) => {
  expect(() => checkFaults([fault])).toThrow(message);
});

test.each<[unknown[]]>([
  [[]],
  [[{ type: 'slow', ms: 0 }]],
  [[{ type: 'slow', ms: 2 ** 31 - 1 }]],
  [[{ type: 'flood', at: 1, times: 100_000 }]],
  [[{ type: 'cut', at: 1, after: undefined }]],
  [[{ type: 'stall', after: 0, interaction: 1, attempt: 2, cassette: 'a' }]],
  [
    [
      { type: 'cut', at: { type: 'tool-call', name: 'add' } },
      { type: 'html', status: 502 },
    ],
  ],
])('%j are faults', (faults) => {
  expect(() => checkFaults(faults)).not.toThrow();
});

test('a number too big for JSON is named as well', () => {
  expect(() => checkFault({ type: 'slow', ms: 1n })).toThrow('{"type":"slow","ms":1n}: its ms is');
});

test('a fault alone is no list', () => {
  expect(() => checkFaults({ type: 'refused' })).toThrow('it is no list. Give a list of faults.');
});

test('a fault that the test lets happen says no place', () => {
  expect(() => checkFault({ type: 'stall' })).not.toThrow();
  expect(() => checkFault({ type: 'stall', after: 1 })).toThrow(
    'stall has no field "after": it strikes where the stream stands. It has no fields.',
  );
});
