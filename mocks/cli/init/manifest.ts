import { PlayheadError } from '../../util/error.ts';
import { asObject, isObject, parseJson, text } from '../../util/json.ts';
import type { Snapshot } from './snapshot.ts';

/** What `package.json` says. */
export interface Manifest {
  /** The ranges of all dependencies, by name. */
  dependencies: Record<string, string>;
  /** The names of those in `devDependencies` alone. */
  devOnly: string[];
  scripts: Record<string, string>;
}

/** The oldest Playwright that the fixture runs with. */
const OLDEST_PLAYWRIGHT = [1, 51] as const;

/**
 * Reads `package.json` of a project with Playwright.
 * @throws PlayheadError `bad-option` that says what to install where there is none.
 */
export function readManifest({ files, installed }: Snapshot): Manifest {
  const source = files['package.json'];
  const parsed = source === undefined ? {} : parseJson(source.replace(/^\uFEFF/, ''));
  if (!isObject(parsed)) {
    throw cannot('package.json is not a JSON object', 'Fix it, then run playhead init again');
  }
  const ofDev = textsOf(parsed['devDependencies']);
  const ofApp = { ...textsOf(parsed['peerDependencies']), ...textsOf(parsed['dependencies']) };
  const dependencies = { ...ofDev, ...ofApp };
  const version = installed['@playwright/test'] ?? dependencies['@playwright/test'];
  if (version === undefined) {
    const hint = 'Run npm init playwright@latest in the folder of your app, then playhead init';
    throw cannot('this folder has no Playwright', hint);
  }
  if (isOlder(version, OLDEST_PLAYWRIGHT)) {
    const hint = 'Run npm install --save-dev @playwright/test@latest, then playhead init';
    throw cannot(`Playwright ${version} is older than ${OLDEST_PLAYWRIGHT.join('.')}`, hint);
  }
  const devOnly = Object.keys(ofDev).filter((name) => !(name in ofApp));
  return { dependencies, devOnly, scripts: textsOf(parsed['scripts']) };
}

/** Compares a version, or the first version of a range; what has none, such as `latest`, is new. */
export function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, ofMajor, ofMinor = '99'] = /(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (ofMajor === undefined) return false;
  return Number(ofMajor) < major || (Number(ofMajor) === major && Number(ofMinor) < minor);
}

function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(asObject(value));
  return Object.fromEntries(
    entries.flatMap(([name, each]): [string, string][] => {
      const found = text(each);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function cannot(reason: string, hint: string): PlayheadError {
  return new PlayheadError('bad-option', `Cannot set up Playhead: ${reason}. ${hint}.`);
}
