import { test } from '@playwright/test';
import { settlesWithin } from '../util/settles-within.ts';
import { PlayheadError } from '../util/error.ts';
import type { ChatDriver } from './driver.ts';

/** Limits how long an action may take, in milliseconds. */
const ACTION_MS = 5000;
/** Allows for a dev server that builds the page when it is opened. */
const OPEN_MS = 20_000;

/**
 * Performs an action of a driver, as a step of the report.
 * @throws PlayheadError `bad-option` where it returns no promise, `timeout` where it does not end.
 */
export async function performAction(
  driver: ChatDriver,
  name: 'open' | 'send' | 'stop' | 'retry',
  act: () => Promise<unknown>,
  label = driver.name,
): Promise<void> {
  await test.step(`${name} ${label}`, async () => {
    const done: Promise<unknown> | undefined = act();
    if (typeof done?.then !== 'function') {
      const reason = `${name}() returns no promise, so nothing waits for it`;
      throw cannotUse(driver, 'bad-option', `${reason}. Make it async, and await each action`);
    }
    if (!(await settlesWithin(done, name === 'open' ? OPEN_MS : ACTION_MS))) {
      done.catch(() => {}); // it fails once the page is closed
      throw cannotUse(driver, 'timeout', `${name}() does not end. Check its locators`);
    }
    await done;
  });
}

function cannotUse({ name }: ChatDriver, code: 'bad-option' | 'timeout', why: string) {
  return new PlayheadError(code, `Cannot use the driver "${name}": ${why}.`);
}
