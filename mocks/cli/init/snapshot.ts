import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isObject, parseJson, text as textOf } from '../../util/json.ts';
import { managerOf, type PackageManager } from './package-manager.ts';

/** What is read of a project, once: all else is decided from it. */
export interface Snapshot {
  /** The text of its sources and settings, by path from its folder, with `/`. */
  files: Record<string, string>;
  /** The versions of the packages that are found from its folder, of those in `LOOKED_FOR`. */
  installed: Record<string, string>;
  manager: PackageManager;
}

/** The packages whose version or absence matters. */
const LOOKED_FOR = ['@playwright/test', 'playhead', 'express', 'ai'];

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|html)$/;
const NO_SOURCES =
  /^(?:\..*|node_modules|dist|build|out|coverage|vendor|test-results|playwright-report)$/;
/** Bounds what is read: a large project shows its kind early. */
const MAX_FILES = 1000;
const MAX_DEPTH = 6;
const MAX_BYTES = 200_000;

/** Reads what shows how a project is made. What cannot be read is skipped. */
export function readSnapshot(folder: string): Snapshot {
  const files: Snapshot['files'] = {};
  for (const name of ['package.json', 'tsconfig.json']) {
    const text = readSmall(path.join(folder, name));
    if (text !== undefined) files[name] = text;
  }
  readSources(folder, '', files);
  const parents = foldersUpFrom(folder);
  return { files, installed: versionsIn(parents), manager: managerOf(parents) };
}

function readSources(folder: string, below: string, files: Snapshot['files']): void {
  if (below.split('/').length > MAX_DEPTH) return;
  for (const entry of entriesOf(path.join(folder, below))) {
    const name = `${below}${entry.name}`;
    if (Object.keys(files).length >= MAX_FILES) return;
    if (entry.isDirectory()) {
      if (!NO_SOURCES.test(entry.name)) readSources(folder, `${name}/`, files);
    } else if (SOURCE.test(name)) {
      const text = readSmall(path.join(folder, name));
      if (text !== undefined) files[name] = text;
    }
  }
}

/** Lists files before folders, so that those near the top are read first. */
function entriesOf(folder: string) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()));
  } catch {
    return [];
  }
}

function readSmall(file: string): string | undefined {
  try {
    return statSync(file).size > MAX_BYTES ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Lists a folder and all around it: packages and lockfiles of a monorepo are further up. */
function foldersUpFrom(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}

function versionsIn(folders: readonly string[]): Record<string, string> {
  const found = LOOKED_FOR.flatMap((name): [string, string][] => {
    for (const folder of folders) {
      const manifest = readSmall(path.join(folder, 'node_modules', name, 'package.json'));
      const parsed = manifest === undefined ? undefined : parseJson(manifest);
      const version = isObject(parsed) ? textOf(parsed['version']) : undefined;
      if (version !== undefined) return [[name, version]];
    }
    return [];
  });
  return Object.fromEntries(found);
}
