import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { formatCassette } from '../cassette/format.ts';
import { errorOf } from '../test/error-of.ts';
import { openCassetteWriter } from './cassette-writer.ts';

const ONE = chatCassette([['Hi', 'Hello.']]);
const TWO = chatCassette([['Hi', 'Good morning.']]);

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = path.join(folder, 'a', 'chat.yaml');
});

const lockFile = () => path.join(path.dirname(file), '.chat.yaml.lock');

describe('openCassetteWriter', () => {
  test('makes the folder, and writes nothing by itself', () => {
    const writer = openCassetteWriter(file);
    expect(writer.earlier).toBeUndefined();
    writer.close();
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  test('writes the whole file each time, and leaves nothing else', () => {
    const writer = openCassetteWriter(file);
    writer.write(ONE);
    writer.write(TWO);
    writer.close();
    expect(readFileSync(file, 'utf8')).toBe(formatCassette(TWO));
    expect(readdirSync(path.dirname(file))).toEqual(['chat.yaml']);
  });

  test('gives what was there', () => {
    const first = openCassetteWriter(file);
    first.write(ONE);
    first.close();
    const second = openCassetteWriter(file);
    expect(second.earlier?.interactions).toEqual(ONE.interactions);
    second.close();
  });

  test('keeps the old file where the new one cannot be written', () => {
    const writer = openCassetteWriter(file);
    writer.write(ONE);
    const broken = { ...ONE, interactions: [{ id: 0 }] } as unknown as typeof ONE;
    expect(errorOf(() => writer.write(broken)).code).toBe('cannot-write');
    writer.close();
    expect(readFileSync(file, 'utf8')).toBe(formatCassette(ONE));
    expect(readdirSync(path.dirname(file))).toEqual(['chat.yaml']);
  });

  test('refuses a file that another recorder has, and names its process', () => {
    const writer = openCassetteWriter(file);
    const error = errorOf(() => openCassetteWriter(file));
    expect(error.code).toBe('file-in-use');
    expect(error.message).toContain(`process ${process.pid} on ${hostname()}`);
    expect(error.message).toContain('.chat.yaml.lock');
    writer.close();
    openCassetteWriter(file).close();
  });

  test('takes over from a process that has ended', () => {
    openCassetteWriter(file).close();
    writeFileSync(lockFile(), `999999999 ${hostname()}\n`);
    openCassetteWriter(file).close();
    expect(existsSync(lockFile())).toBe(false);
  });

  test('leaves a lock of another machine alone', () => {
    openCassetteWriter(file).close();
    writeFileSync(lockFile(), '999999999 another-machine\n');
    expect(errorOf(() => openCassetteWriter(file)).message).toContain('another-machine');
  });

  test('releases the lock if the file turns out not to be a cassette', () => {
    openCassetteWriter(file).close();
    writeFileSync(file, 'a: 1');
    const writer = openCassetteWriter(file);
    expect(errorOf(() => writer.earlier).code).toBe('missing-key');
    expect(existsSync(lockFile())).toBe(false);
  });

  test.each([
    ['no cassette', Buffer.from('a: 1')],
    ['no YAML', Buffer.from('a: [')],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
  ])('replaces what is %s', (_, bytes) => {
    openCassetteWriter(file).close();
    writeFileSync(file, bytes);
    const writer = openCassetteWriter(file);
    writer.write(ONE, writer.comments);
    writer.close();
    expect(readFileSync(file, 'utf8')).toBe(formatCassette(ONE));
  });

  test.skipIf(process.platform === 'win32')('keeps the mode of the file', () => {
    openCassetteWriter(file).close();
    writeFileSync(file, '', { mode: 0o600 });
    const writer = openCassetteWriter(file);
    writer.write(ONE);
    writer.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === 'win32')('writes to what a link points to', () => {
    openCassetteWriter(file).close();
    const target = path.join(path.dirname(file), '..', 'target.yaml');
    writeFileSync(target, '');
    symlinkSync(target, file);
    const writer = openCassetteWriter(file);
    expect(errorOf(() => openCassetteWriter(target)).code).toBe('file-in-use');
    writer.write(ONE);
    writer.close();
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe(formatCassette(ONE));
  });

  test('writes to the same file where the working directory has changed', () => {
    const cwd = vi.spyOn(process, 'cwd');
    cwd.mockReturnValue(path.dirname(path.dirname(file)));
    const writer = openCassetteWriter('a/chat.yaml');
    cwd.mockReturnValue(tmpdir());
    writer.write(ONE);
    writer.close();
    cwd.mockRestore();
    expect(readdirSync(path.dirname(file))).toEqual(['chat.yaml']);
  });

  test('says why a folder cannot be made', () => {
    const below = path.join(file, 'b.yaml');
    openCassetteWriter(file).close();
    writeFileSync(file, '');
    const error = errorOf(() => openCassetteWriter(below));
    expect(error.code).toBe('cannot-write');
    expect(error.message).toContain('b.yaml');
  });
});
