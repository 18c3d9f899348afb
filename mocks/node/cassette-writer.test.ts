import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
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
    expect(errorOf(() => writer.write(broken)).code).toBe('no-file');
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

  test('takes over from a process that is no more', () => {
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

  test('gives the lock back where the file is no cassette', () => {
    openCassetteWriter(file).close();
    writeFileSync(file, 'a: 1');
    expect(errorOf(() => openCassetteWriter(file)).code).toBe('missing-key');
    expect(existsSync(lockFile())).toBe(false);
  });

  test('says why a folder cannot be made', () => {
    const below = path.join(file, 'b.yaml');
    openCassetteWriter(file).close();
    writeFileSync(file, '');
    const error = errorOf(() => openCassetteWriter(below));
    expect(error.code).toBe('no-file');
    expect(error.message).toContain('b.yaml');
  });
});
