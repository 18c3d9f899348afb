import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { checkPace, type Pace, parsePace } from './pace.ts';

describe('checkPace', () => {
  test.each<Pace>(['instant', { eventsPerSecond: 0.5 }, { totalMs: 0 }, { totalMs: 2 ** 31 - 1 }])(
    'accepts %j',
    (pace) => {
      expect(checkPace(pace)).toEqual(pace);
    },
  );

  test.each([
    undefined,
    null,
    'fast',
    5,
    {},
    { eventsPerSecond: 0 },
    { eventsPerSecond: Infinity },
    { totalMs: -1 },
    { totalMs: '5' },
    { totalMs: 1, eventsPerSecond: 1 },
    { perSecond: 3 },
  ])('rejects %j', (pace) => {
    const error = errorOf(() => checkPace(pace));
    expect(error.code).toBe('bad-option');
    expect(error.message).toMatch(/^Invalid pace: .*'instant', 'recorded', \{ eventsPerSecond/);
  });

  test.each<Pace>([{ eventsPerSecond: 1e-7 }, { totalMs: 2 ** 31 }])(
    'rejects %j, which is too slow for a timer',
    (pace) => {
      expect(errorOf(() => checkPace(pace)).message).toMatch(
        /^Invalid pace: .*at most 2147483647 ms/,
      );
    },
  );

  test('suggests the name that is meant', () => {
    const { message } = errorOf(() => checkPace('manuel', ['instant', 'manual']));
    expect(message).toBe('Invalid pace "manuel". Did you mean "manual"?');
  });

  test('lists the names', () => {
    const { message } = errorOf(() => checkPace(5, ['instant', 'manual']));
    expect(message).toContain("'instant', 'manual', {");
  });
});

describe('parsePace', () => {
  test.each<[string, Pace]>([
    ['instant', 'instant'],
    ['recorded', 'recorded'],
    ['0.5/s', { eventsPerSecond: 0.5 }],
    ['2000ms', { totalMs: 2000 }],
  ])('reads %s', (text, pace) => {
    expect(parsePace(text)).toEqual(pace);
  });

  test.each(['', 'fast', '20', '0/s', '20/sec', '-1ms', '9999999999ms'])('rejects "%s"', (text) => {
    expect(errorOf(() => parsePace(text)).code).toBe('bad-option');
  });
});
