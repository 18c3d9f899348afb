import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('takes any free port and no replay by default', () => {
  expect(readOptions([], {})).toEqual({ replay: false, port: 0 });
});

test('reads the port from the environment, and the option wins', () => {
  expect(readOptions(['--replay'], { PORT: '8080' })).toEqual({ replay: true, port: 8080 });
  expect(readOptions(['--port=9000'], { PORT: '8080' }).port).toBe(9000);
});

test('rejects an unknown option and an invalid port', () => {
  expect(() => readOptions(['--reply'], {})).toThrow('--reply');
  expect(() => readOptions(['--port'], {})).toThrow('--port');
  expect(() => readOptions([], { PORT: '70000' })).toThrow('70000');
});
