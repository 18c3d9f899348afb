import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('takes any free port and no replay by default', () => {
  expect(readOptions([], {})).toEqual({ replay: false, port: 0 });
});

test('reads the port from the environment, and the option wins', () => {
  expect(readOptions(['--replay'], { PORT: '8080' })).toEqual({ replay: true, port: 8080 });
  expect(readOptions(['--port', '9000'], { PORT: '8080' }).port).toBe(9000);
  expect(readOptions(['--port=9000'], {}).port).toBe(9000);
});

test('an unknown option lists the valid ones', () => {
  expect(() => readOptions(['--reply'], {})).toThrow(
    'Cannot start the demo app: unknown option --reply. Use --replay, --port N.',
  );
});

test('a port that is none is an error', () => {
  expect(() => readOptions(['--port'], {})).toThrow('--port has no value');
  expect(() => readOptions([], { PORT: '70000' })).toThrow('PORT is "70000"');
});
