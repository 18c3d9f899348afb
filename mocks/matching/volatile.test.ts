import { describe, expect, test } from 'vitest';
import { withoutVolatile } from './volatile.ts';

describe('withoutVolatile', () => {
  test.each([
    ['Today is 2026-11-29.', 'Today is <date>.'],
    ['It is 2026-11-29T20:44:50.123Z now', 'It is <date> now'],
    ['It is 2026-11-29 20:44 +01:00 now', 'It is <date> now'],
    ['Today is Sunday, November 29, 2026, 8:44 PM.', 'Today is <date>.'],
    ['Today is Sunday, November 29, 2026 at 8:44:50 PM UTC.', 'Today is <date>.'],
    ['Sun Nov 29 2026 20:44:50 GMT+0100 (Central European Time) it is', '<date> it is'],
    ['Sun, 29 Nov 2026 20:44:50 GMT it is', '<date> it is'],
    ['on the 29th of November 2026', 'on the <date>'],
    ['US: 11/29/2026, 8:44:50 PM', 'US: <date>'],
    ['DE: 29.11.2026, 20:44:50', 'DE: <date>'],
    ['JP: 2026/11/29 20:44:50', 'JP: <date>'],
    ['now: 20:44:50', 'now: <time>'],
    ['since 1795985090123 ms', 'since <date> ms'],
    ['Chat 3f2a8c1e-9b7d-4c1a-8e2f-0a1b2c3d4e5f of Ann', 'Chat <id> of Ann'],
    ['Call call_9aKx2LmQ8rTz3bVn failed', 'Call <id> failed'],
    ['Commit 08eb52f0a1b2c3d4e5f60718 of main', 'Commit <id> of main'],
    ['2026-11-29T20:44:50Z', '<date>'],
    ['3f2a8c1e-9b7d-4c1a-8e2f-0a1b2c3d4e5f', '<id>'],
  ])('%s becomes %s', (text, masked) => {
    expect(withoutVolatile(text)).toBe(masked);
  });

  test.each([
    'gpt-4o-2024-08-06',
    'bedrock-2023-05-31',
    '2024-10-21',
    'Open from 9:00 AM to 5:00 PM',
    'A picture of 16:10, version 1.2.3, from 10.5 to 11.5',
    'Call the function call_weather_service first',
    'In May 2024 there was a change; may 5 of 2024 be counted',
    'decade, facade and effaced are words of abcdefabcdefabcdefabcdefabcdef',
  ])('%s stays', (text) => {
    expect(withoutVolatile(text)).toBe(text);
  });

  test.each([
    ['id'],
    ['ids'],
    ['chatId'],
    ['message_id'],
    ['userID'],
    ['createdAt'],
    ['created_at'],
    ['currentDate'],
    ['timestamp'],
    ['user'],
    ['metadata'],
    ['trigger'],
    ['apiKey'],
    ['access_token'],
  ])('a field %s is dropped, at any depth', (name) => {
    expect(withoutVolatile({ kept: [{ [name]: 1, a: 1 }], [name]: 'x' })).toEqual({
      kept: [{ a: 1 }],
    });
  });

  test.each([
    'modelId',
    'model_id',
    'max_tokens',
    'maxOutputTokens',
    'valid',
    'android',
    'format',
    'timeout',
    'seed',
    'update',
  ])('a field %s stays', (name) => {
    expect(withoutVolatile({ [name]: 1 })).toEqual({ [name]: 1 });
  });

  test('names of properties in a schema stay, and their own fields too', () => {
    const schema = { properties: { id: { type: 'string' }, user: { properties: { date: {} } } } };
    expect(withoutVolatile(schema)).toEqual(schema);
  });

  test('null counts as absent, as do blanks at line ends', () => {
    expect(withoutVolatile({ stop: null, text: 'a \r\nb\n\n' })).toEqual({ text: 'a\nb' });
  });

  test('masks apply to texts and numbers, with their flags', () => {
    const masks = [/ann/i, /^4\d$/g];
    const value = { text: 'Ann and ann', seed: 42, other: 7 };
    expect(withoutVolatile(value, masks)).toEqual({
      text: '<masked> and <masked>',
      seed: '<masked>',
      other: 7,
    });
  });

  test('a long text without ids takes no time', () => {
    const text =
      'a'.repeat(200_000) +
      ' ' +
      '1:'.repeat(50_000) +
      ' 12 ' +
      ' '.repeat(200_000) +
      'call_'.repeat(20_000);
    expect(withoutVolatile(text)).toBe(text);
  });

  test('a key named __proto__ is a field', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1}}');
    expect(JSON.stringify(withoutVolatile(value))).toBe('{"__proto__":{"a":1}}');
  });
});
