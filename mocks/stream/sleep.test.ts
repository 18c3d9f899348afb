import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createSleep, LONGEST_PAUSE_MS } from './sleep.ts';

/** Sleeps with a timer that fires by hand, and logs what becomes of both. */
function asleep(ms: number) {
  const controller = new AbortController();
  const log: string[] = [];
  let fire!: () => void;
  const sleep = createSleep({
    setTimeout(done, timerMs) {
      fire = done;
      log.push(`timer of ${timerMs}`);
      return 7;
    },
    clearTimeout: (timer: number) => log.push(`clear ${timer}`),
  });
  const slept = sleep(ms, controller.signal).then(() => log.push('awake'));
  return { log, controller, fire, slept };
}

describe('createSleep', () => {
  test('sleeps until its timer fires', async () => {
    const { log, fire, slept } = asleep(30);
    await new Promise(setImmediate);
    expect(log).toEqual(['timer of 30']);
    fire();
    await slept;
  });

  test('wakes when the signal aborts, and clears its timer', async () => {
    const { log, controller, slept } = asleep(30);
    controller.abort();
    await slept;
    expect(log).toEqual(['timer of 30', 'clear 7', 'awake']);
  });

  test('lets go of the signal when its timer fires', async () => {
    const { controller, fire, slept } = asleep(30);
    fire();
    await slept;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  test('asks for no longer pause than a timer can take', () => {
    expect(asleep(2 ** 40).log).toEqual([`timer of ${LONGEST_PAUSE_MS}`]);
  });
});
