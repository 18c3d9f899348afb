import { test as playwright } from '@playwright/test';
import { beforeEach, expect, test, vi } from 'vitest';
import { useFakeTimers } from '../test/fake-timers.ts';
import type { ChatDriver } from './driver.ts';
import { performAction } from './perform-action.ts';

// There is no test of Playwright that could report a step.
beforeEach(() => {
  const step = vi.spyOn(playwright, 'step');
  step.mockImplementation(async (_title: string, body: (info: never) => unknown) =>
    body(undefined as never),
  );
  return () => step.mockRestore();
});

const driver = { name: 'mine' } as ChatDriver;

test.each(['open', 'send', 'stop', 'retry'] as const)(
  'rejects an action that returns no promise: %s',
  async (name) => {
    const done = performAction(driver, name, () => undefined!);
    await expect(done).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining(`${name}() returns no promise`),
    });
  },
);

test('passes on the error of an action', async () => {
  const done = performAction(driver, 'send', () => Promise.reject(new Error('no such button')));
  await expect(done).rejects.toThrow('no such button');
});

test('gives up on an action that does not end', async () => {
  useFakeTimers();
  const done = performAction(driver, 'send', () => new Promise(() => {}));
  const failed = expect(done).rejects.toMatchObject({ code: 'timeout' });
  await vi.advanceTimersByTimeAsync(5000);
  await failed;
});
