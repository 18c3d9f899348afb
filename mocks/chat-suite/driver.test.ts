import { expect, test } from 'vitest';
import { type ChatDriver, strictDriver } from './driver.ts';

const driverOf = (members: object) => strictDriver({ name: 'mine', ...members } as ChatDriver);

test.each(['open', 'send', 'stop', 'retry'] as const)(
  'an action of a driver that gives no promise is refused: %s',
  (name) => {
    const driver = driverOf({ [name]: () => undefined });
    expect(() => driver[name]!(undefined!, undefined as never)).toThrow(
      `Cannot use mine: ${name}() of the driver returns no promise. Make it async, and await what it does.`,
    );
  },
);

test.each(['log', 'answers', 'toolCards', 'error'] as const)(
  'a finder of a driver that gives no locator is refused: %s',
  (name) => {
    for (const given of [undefined, Promise.resolve(), [], '#log']) {
      const driver = driverOf({ [name]: () => given });
      expect(() => driver[name]!(undefined!)).toThrow(
        `Cannot use mine: ${name}() of the driver returns no locator. Return one at once, such as page.locator('…').`,
      );
    }
  },
);

test('a driver may be an instance of a class', async () => {
  class Driver {
    name = 'mine';
    #asked: string[] = [];
    async send(_page: unknown, text: string) {
      this.#asked.push(text);
      return this.#asked;
    }
  }
  const driver = strictDriver(new Driver() as unknown as ChatDriver);
  expect(await driver.send(undefined!, 'Hi')).toEqual(['Hi']);
  expect(driver.name).toBe('mine');
  expect('stop' in driver).toBe(false);
});
