import { expect, test, vi } from 'vitest';
import { afterCall, beforeCall } from './wrap.ts';

const failing = new Error('of the app');

function createTarget() {
  return {
    kept: 'kept',
    add(one: number, other: number) {
      return `${this.kept} ${one + other}`;
    },
    fails(): void {
      throw failing;
    },
  };
}

test('a method does as before, after the watcher has seen the call', () => {
  const target = createTarget();
  const called = vi.fn<(object: object, given: readonly unknown[]) => void>();
  beforeCall(target, 'add', called);
  expect(target.add(1, 2)).toBe('kept 3');
  expect(called).toHaveBeenCalledExactlyOnceWith(target, [1, 2]);
});

test('an error of a method is rethrown unchanged', () => {
  const target = createTarget();
  beforeCall(target, 'fails', () => {});
  expect(() => target.fails()).toThrow(failing);
});

test('an error of the watcher does not reach the caller', async () => {
  const target = { ...createTarget(), later: () => Promise.resolve(1) };
  const broken = vi.fn<() => void>(() => {
    throw new Error('of the watcher');
  });
  beforeCall(target, 'add', broken);
  afterCall(target, 'later', broken);
  expect(target.add(1, 2)).toBe('kept 3');
  expect(await target.later()).toBe(1);
  expect(broken).toHaveBeenCalledTimes(2);
});

test('a promise is the same one, and the watcher sees its result first', async () => {
  const promise = Promise.resolve('result');
  const target = { later: () => promise };
  const order: unknown[] = [];
  afterCall(target, 'later', (object, result) => order.push(object === target, result));
  const returned = target.later();
  expect(returned).toBe(promise);
  await returned.then(() => order.push('caller'));
  expect(order).toEqual([true, 'result', 'caller']);
});

test('a promise that rejects does so for the caller alone', async () => {
  const target = { later: () => Promise.reject(failing) };
  const results: unknown[] = [];
  afterCall(target, 'later', (_object, result) => results.push(result));
  await expect(target.later()).rejects.toBe(failing);
  expect(results).toEqual([undefined]);
});

test('a method stays as visible as it was', () => {
  const hidden = Object.defineProperty({}, 'method', {
    value: () => 1,
    configurable: true,
    enumerable: false,
  });
  for (const target of [hidden, createTarget()]) {
    const keys = Object.keys(target);
    for (const name of ['method', 'add']) beforeCall(target, name, () => {});
    expect(Object.keys(target)).toEqual(keys);
  }
});

test.each([undefined, {}])('where there is no method, nothing is watched: %j', (target) => {
  beforeCall(target, 'method', () => {});
  expect(target ?? {}).toEqual({});
});
