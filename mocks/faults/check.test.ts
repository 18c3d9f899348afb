import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { checkFault, checkFaults } from './check.ts';

describe('checkFaults', () => {
  test.each<[unknown, string]>([
    ['disconnect', 'type of fault'],
    [undefined, 'type of fault'],
    [{ type: 'toString' }, 'type of fault'],
    [{ type: 'disconect', after: 1 }, 'Did you mean "disconnect"?'],
    [{ type: 'status' }, 'needs "status"'],
    [{ type: 'status', status: 99 }, '200 to 599, got 99'],
    [{ type: 'status', status: '500' }, '200 to 599, got "500"'],
    [{ type: 'status', status: 500, headers: ['a'] }, 'a plain object of strings'],
    [{ type: 'status', status: 500, headers: { 'a b': '' } }, 'a plain object of strings'],
    [{ type: 'status', status: 500, headers: { a: 1 } }, 'a plain object of strings'],
    [{ type: 'status', status: 500, headers: new Headers({ a: '1' }) }, 'a plain object'],
    [{ type: 'status', status: 500, headers: new Map([['a', '1']]) }, 'a plain object'],
    [{ type: 'status', status: 500, body: {} }, 'a string'],
    [{ type: 'content-type', value: 'plain' }, 'a media type'],
    [{ type: 'comments', text: 'a\nb' }, 'one line'],
    [{ type: 'slow', ms: -1 }, 'a whole number from 0'],
    [{ type: 'slow', ms: NaN }, 'got NaN'],
    [{ type: 'slow', ms: 2 ** 31 }, 'from 0 to 2147483647'],
    [{ type: 'flood', at: 1, times: 1 }, 'from 2 to 100000'],
    [{ type: 'flood', at: 1, times: 100_001 }, 'from 2 to 100000'],
    [{ type: 'stall' }, 'needs "after"'],
    [{ type: 'cut' }, 'needs "at"'],
    [{ type: 'cut', at: 0 }, 'the number of an event, 1 or more'],
    [{ type: 'cut', at: 1.5 }, 'the number of an event, the type or fields'],
    [{ type: 'cut', after: 1 }, 'Fields: cassette, interaction, attempt, at'],
    [{ type: 'end', after: /x/ }, 'got /x/'],
    [{ type: 'end', after: {} }, 'the number of an event'],
    [{ type: 'refused', after: 1 }, 'no field "after"'],
    [{ type: 'refused', interaction: 0.5 }, 'a whole number, 1 or more'],
    [{ type: 'refused', cassete: 'a' }, 'no field "cassete"'],
  ])('rejects %j', (fault, words) => {
    const error = errorOf(() => checkFaults([fault]));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });

  test('names a number that JSON cannot write', () => {
    const { message } = errorOf(() => checkFaults([{ type: 'slow', ms: 1n }]));
    expect(message).toMatch(/"ms":1n.*got 1n/);
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
  ])('accepts %j', (faults) => {
    expect(() => checkFaults(faults)).not.toThrow();
  });

  test('rejects a fault without a list', () => {
    const error = errorOf(() => checkFaults({ type: 'refused' }));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain('a list of faults');
  });
});

describe('checkFault', () => {
  test('accepts a fault without a place, and rejects one with it', () => {
    expect(() => checkFault({ type: 'stall' })).not.toThrow();
    const error = errorOf(() => checkFault({ type: 'stall', after: 1 }));
    expect(error.code).toBe('bad-option');
    expect(error.message).toMatch(/no field "after".*where the stream stands/);
  });
});
