import { describe, expect, test } from 'vitest';
import { PlayheadError } from '../../util/error.ts';
import { checkBudgets, type StreamBudgets } from './budgets.ts';

/** Returns the error for budgets as JavaScript may pass them. */
function errorFor(budgets: unknown): PlayheadError {
  try {
    checkBudgets(budgets as StreamBudgets);
  } catch (error) {
    if (error instanceof PlayheadError) return error;
  }
  throw new Error('Expected a PlayheadError.');
}

describe('checkBudgets', () => {
  test('accepts numbers from 0, Infinity and undefined', () => {
    const budgets = { layoutShift: 0, announcements: Infinity, longTasks: undefined };
    expect(() => checkBudgets(budgets)).not.toThrow();
  });

  test.each<[what: string, budgets: unknown, words: RegExp]>([
    ['NaN', { layoutShift: NaN }, /layoutShift.*NaN/],
    ['a negative number', { textRegressions: -1 }, /textRegressions.*-1/],
    ['a string', { longTasks: '1' }, /longTasks.*"1"/],
    ['a misspelt name', { layoutShifts: 1 }, /layoutShifts.*"layoutShift"/],
    ['a number', 5, /budgets.*5/],
    ['null', null, /budgets.*null/],
  ])('rejects %s', (_what, budgets, words) => {
    const { code, message } = errorFor(budgets);
    expect(code).toBe('bad-option');
    expect(message).toMatch(words);
  });
});
