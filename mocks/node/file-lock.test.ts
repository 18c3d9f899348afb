import * as fs from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { openCassetteWriter } from './cassette-writer.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { lockFile } from './file-lock.ts';

vi.mock('node:fs', async (load) => {
  const real = await load<typeof fs>();
  return {
    ...real,
    linkSync: vi.fn<typeof fs.linkSync>(real.linkSync),
    renameSync: vi.fn<typeof fs.renameSync>(real.renameSync),
  };
});

const { linkSync, renameSync } = await vi.importActual<typeof fs>('node:fs');
const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

let file: string;
let lock: string;
beforeEach(() => {
  file = path.join(temporaryFolder(), 'chat.yaml');
  lock = path.join(path.dirname(file), '.chat.yaml.lock');
});
afterEach(() => {
  vi.mocked(fs.linkSync).mockReset().mockImplementation(linkSync);
  vi.mocked(fs.renameSync).mockReset().mockImplementation(renameSync);
});

const names = () => fs.readdirSync(path.dirname(file));
const OTHER = `${process.ppid} ${hostname()} other\n`;

test('a lock of an earlier process with the same number is taken over', () => {
  fs.writeFileSync(lock, `${process.pid} ${hostname()} earlier\n`);
  lockFile(file, 'chat.yaml')();
  expect(names()).toEqual([]);
});

test('a lock that another process has taken over meanwhile goes back', () => {
  fs.writeFileSync(lock, `999999999 ${hostname()} gone\n`);
  vi.mocked(fs.renameSync).mockImplementationOnce((from, to) => {
    fs.writeFileSync(lock, OTHER);
    renameSync(from, to);
  });
  expect(errorOf(() => lockFile(file, 'chat.yaml')).message).toContain(`process ${process.ppid}`);
  expect(fs.readFileSync(lock, 'utf8')).toBe(OTHER);
  expect(names()).toEqual(['.chat.yaml.lock']);
});

test('a lock that another process has removed meanwhile is taken', () => {
  fs.writeFileSync(lock, `999999999 ${hostname()} gone\n`);
  vi.mocked(fs.renameSync).mockImplementationOnce((from, to) => {
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
  vi.mocked(fs.linkSync).mockImplementation(failing(code));
  const unlock = lockFile(file, 'chat.yaml');
  expect(errorOf(() => lockFile(file, 'chat.yaml')).code).toBe('file-in-use');
  unlock();
  expect(names()).toEqual([]);
});

test('an empty lock is of somebody else', () => {
  fs.writeFileSync(lock, '');
  expect(errorOf(() => lockFile(file, 'chat.yaml')).message).toContain('process unknown');
});

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a file that is open elsewhere is tried again: %s',
  (code) => {
    const writer = openCassetteWriter(file);
    vi.mocked(fs.renameSync).mockImplementationOnce(failing(code));
    writer.write(chatCassette([['Hi', 'Hello.']]));
    writer.close();
    expect(names()).toEqual(['chat.yaml']);
  },
);

test('a file that stays open elsewhere is refused', () => {
  const writer = openCassetteWriter(file);
  vi.mocked(fs.renameSync).mockImplementation(failing('EBUSY'));
  expect(errorOf(() => writer.write(chatCassette([['Hi', 'Hello.']]))).code).toBe('cannot-write');
  writer.close();
  expect(names()).toEqual([]);
});
