import type { Frame } from '@playwright/test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { orStuck } from './patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});
const frame = (evaluate: () => Promise<unknown>) => ({ evaluate }) as Pick<Frame, 'evaluate'>;

test('an answer is given on, an error too', async () => {
  expect(
    await orStuck(
      frame(() => never),
      Promise.resolve(5),
    ),
  ).toBe(5);
  await expect(
    orStuck(
      frame(() => never),
      Promise.reject(new Error('closed')),
    ),
  ).rejects.toThrow('closed');
});

test('a page that is alive may take its time', async () => {
  const slow = new Promise<number>((resolve) => void setTimeout(resolve, 60_000, 5));
  const answer = orStuck(
    frame(() => Promise.resolve(true)),
    slow,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await answer).toBe(5);
});

test('a page whose script never returns is stuck', async () => {
  const answer = orStuck(
    frame(() => never),
    never,
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBe('stuck');
});
