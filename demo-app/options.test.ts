import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('takes any free port and no replay by default', () => {
  expect(readOptions([], {})).toEqual({ replay: false, model: undefined, port: 0 });
});

test('reads the port from the environment, and the option wins', () => {
  expect(readOptions(['--replay'], { PORT: '8080' })).toMatchObject({ replay: true, port: 8080 });
  expect(readOptions(['--port=9000'], { PORT: '8080' }).port).toBe(9000);
});

test('reads the address of the model, without a slash at its end', () => {
  const { model } = readOptions(['--model', 'http://127.0.0.1:4010/'], {});
  expect(model).toBe('http://127.0.0.1:4010');
});

test('rejects an unknown option, an invalid port and an invalid address', () => {
  expect(() => readOptions(['--reply'], {})).toThrow('--reply');
  expect(() => readOptions(['--port'], {})).toThrow('--port');
  expect(() => readOptions([], { PORT: '70000' })).toThrow('70000');
  expect(() => readOptions(['--model', 'groq'], {})).toThrow('"groq"');
});
