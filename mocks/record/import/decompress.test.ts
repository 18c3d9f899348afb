import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bodyBytes } from '../../wire/body.ts';
import { decompress } from './decompress.ts';

const plain = bodyBytes('data: 21 °C 😀\n\n');

test.each([
  ['gzip', gzipSync(plain)],
  ['x-gzip', gzipSync(plain)],
  ['deflate', deflateSync(plain)],
  ['deflate, gzip', gzipSync(deflateSync(plain))],
  ['identity', plain],
])('undoes %s', async (encoding, bytes) => {
  expect(await decompress(bytes, encoding)).toEqual(plain);
});

test.each([
  ['gzip of other bytes', 'gzip', plain, 'not gzip'],
  ['truncated gzip', 'gzip', gzipSync(plain).subarray(0, 20), 'truncated'],
  ['gzip with more after it', 'gzip', Buffer.concat([gzipSync(plain), plain]), 'not gzip'],
  ['an unknown encoding', 'toString', plain, 'cannot be decompressed here'],
  ['a bomb', 'gzip', gzipSync(new Uint8Array(201_000_000), { level: 1 }), 'longer than 200 MB'],
])('refuses %s', async (_, encoding, bytes, words) => {
  await expect(decompress(bytes, encoding)).rejects.toThrow(words);
});
