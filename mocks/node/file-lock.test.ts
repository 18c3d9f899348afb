import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { openCassetteWriter } from './cassette-writer.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { lockFile } from './file-lock.ts';

const { linkSync, renameSync } = fs;

/** Puts a function in the place of one of `node:fs`, for all that import it, until the test has ended. */
function replace(name: 'linkSync' | 'renameSync', work: (from: string, to: string) => void): void {
  const spy = vi.spyOn(fs, name).mockImplementation(work as typeof fs.linkSync);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}

/** Does something in the place of the first call, and lets the others through. */
function once(name: 'linkSync' | 'renameSync', work: (from: string, to: string) => void): void {
  const real = name === 'linkSync' ? linkSync : renameSync;
  let isFirst = true;
  replace(name, (from, to) => {
    if (!isFirst) return real(from, to);
    isFirst = false;
    return work(from, to);
  });
}

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

let file: string;
let lock: string;
beforeEach(() => {
  file = path.join(temporaryFolder(), 'chat.yaml');
  lock = path.join(path.dirname(file), '.chat.yaml.lock');
});
const names = () => fs.readdirSync(path.dirname(file));
const OTHER = `${process.ppid} ${hostname()} other\n`;

test('a lock of an earlier process with the same number is taken over', () => {
  fs.writeFileSync(lock, `${process.pid} ${hostname()} earlier\n`);
  lockFile(file, 'chat.yaml')();
  expect(names()).toEqual([]);
});

test('a lock that another process has just taken over is put back', () => {
  fs.writeFileSync(lock, `999999999 ${hostname()} gone\n`);
  once('renameSync', (from, to) => {
    fs.writeFileSync(lock, OTHER);
    renameSync(from, to);
  });
  expect(errorOf(() => lockFile(file, 'chat.yaml')).message).toContain(`process ${process.ppid}`);
  expect(fs.readFileSync(lock, 'utf8')).toBe(OTHER);
  expect(names()).toEqual(['.chat.yaml.lock']);
});

test('a lock that another process has removed meanwhile is taken', () => {
  fs.writeFileSync(lock, `999999999 ${hostname()} gone\n`);
  once('renameSync', (from, to) => {
    fs.rmSync(lock);
    renameSync(from, to);
  });
  lockFile(file, 'chat.yaml')();
  expect(names()).toEqual([]);
});

test('what is given back is one’s own lock', () => {
  const unlock = lockFile(file, 'chat.yaml');
  fs.writeFileSync(lock, OTHER);
  unlock();
  expect(fs.readFileSync(lock, 'utf8')).toBe(OTHER);
});

test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])('a lock needs no links: %s', (code) => {
  replace('linkSync', failing(code));
  const unlock = lockFile(file, 'chat.yaml');
  expect(errorOf(() => lockFile(file, 'chat.yaml')).code).toBe('file-in-use');
  unlock();
  expect(names()).toEqual([]);
});

test('an empty lock belongs to another process', () => {
  fs.writeFileSync(lock, '');
  expect(errorOf(() => lockFile(file, 'chat.yaml')).message).toContain('process unknown');
});

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a file that is open elsewhere is tried again: %s',
  (code) => {
    const writer = openCassetteWriter(file);
    once('renameSync', failing(code));
    writer.write(chatCassette([['Hi', 'Hello.']]));
    writer.close();
    expect(names()).toEqual(['chat.yaml']);
  },
);

test('a file that stays open elsewhere is refused', () => {
  const writer = openCassetteWriter(file);
  replace('renameSync', failing('EBUSY'));
  expect(errorOf(() => writer.write(chatCassette([['Hi', 'Hello.']]))).code).toBe('cannot-write');
  writer.close();
  expect(names()).toEqual([]);
});
