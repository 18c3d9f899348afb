import path from 'node:path';
import { formatCassette } from '../../cassette/format.ts';
import { chatCassette } from '../../protocols/chat-cassette.ts';
import { serverLines } from './config-edit.ts';
import { readConfigText } from './config-text.ts';
import { type Detected, isAbsolute, type Setup } from './detect.ts';
import type { Manifest } from './manifest.ts';
import { runCommand } from './package-manager.ts';
import { type Config, neededServers, planConfig, serverNotes } from './plan-servers.ts';
import { HYDRATING } from './sdks.ts';
import type { Snapshot } from './snapshot.ts';
import type { PlannedFile } from './write-plan.ts';
import { ANSWER, CASSETTE, QUESTION, type SpecOptions, specText } from './spec-text.ts';

/** What is written into a project, and what is printed. */
export interface Plan {
  files: PlannedFile[];
  /** What a person has to add: lines of the configuration, and a spec outside the project. */
  byHand: { title: string; lines: string }[];
  /** Packages that are missing. */
  install: string[];
  /** Sentences on what has to be done besides. */
  notes: string[];
  /** The command that runs the spec. */
  run: string;
}

/** Plans what is written: the same project gives the same plan. */
export function planSetup(
  snapshot: Snapshot,
  manifest: Manifest,
  detected: Detected,
  setup: Setup,
): Plan {
  const { files, manager } = snapshot;
  const { configFile } = detected;
  const text = files[configFile ?? ''] ?? '';
  const config: Config = { file: configFile, text, says: readConfigText(text) };
  const extension = isTypeScript(snapshot, configFile) ? 'ts' : 'js';
  const spec = {
    file: path.posix.join(setup.dir, specName(snapshot, setup.dir, extension)),
    text: specText(specOptions(snapshot, manifest, setup, config)),
    what: 'a spec that pauses an answer halfway and checks the page',
  };
  const isOutside = isAbsolute(spec.file) || spec.file.startsWith('../');
  const needed = neededServers(setup, config, detected, { manager, manifest });
  const changed = needed && planConfig(config, needed, { dir: setup.dir, extension });
  return {
    files: [
      ...(isOutside ? [] : [spec]),
      {
        file: path.posix.join(
          path.posix.dirname(configFile ?? ''),
          'cassettes',
          `${CASSETTE}.yaml`,
        ),
        text: cassetteText(setup),
        what: 'a cassette: the question, and what the model answers',
      },
      ...(changed ? [changed] : []),
    ],
    byHand: [
      ...(isOutside
        ? [{ title: `Add ${spec.file}, which is outside this folder:`, lines: spec.text.trimEnd() }]
        : []),
      ...(needed && !changed
        ? [{ title: `Add to ${configFile ?? ''}:`, lines: serverLines(needed) }]
        : []),
    ],
    install: missingPackages(snapshot, manifest, setup),
    notes: [
      ...serverNotes(setup, config, needed, detected.fixedIn),
      ...specNotes(spec.file, config),
    ],
    run: runCommand(manager, `playwright test ${runOptions(spec.file, config)}`),
  };
}

/** Names the spec. A chat app may have a `chat.spec` of its own, which stays. */
function specName({ files }: Snapshot, dir: string, extension: 'ts' | 'js'): string {
  const start = path.posix.join(dir, 'chat.spec.');
  const isTaken = Object.entries(files).some(
    ([file, text]) => file.startsWith(start) && !text.includes('playhead/playwright'),
  );
  return `${isTaken ? 'playhead' : 'chat'}.spec.${extension}`;
}

function specNotes(spec: string, { file = '', says }: Config): string[] {
  return says.hasTestMatch ? [`Check that testMatch in ${file} matches ${spec}.`] : [];
}

function isTypeScript({ files }: Snapshot, configFile = ''): boolean {
  return /\.[cm]?ts$/.test(configFile) || files['tsconfig.json'] !== undefined;
}

function specOptions(
  { files }: Snapshot,
  { dependencies }: Manifest,
  { caller, url }: Setup,
  { says: { hasBaseURL, baseURL } }: Config,
): SpecOptions {
  const hasOwnBaseURL = hasBaseURL && (baseURL === undefined || baseURL === url);
  const sources = Object.values(files);
  const says = (pattern: RegExp) => sources.some((text) => pattern.test(text));
  return {
    address: hasOwnBaseURL ? '/' : url,
    byBackEnd: caller === 'back-end',
    hydrates: Object.keys(dependencies).some((name) => HYDRATING.test(name)),
    entersByKey: !says(/<textarea\b/) || says(/(['"])Enter\1|\benter\b/),
  };
}

function cassetteText({ protocol, endpoint }: Setup): string {
  const url = endpoint === undefined ? undefined : new URL(endpoint, 'http://localhost').href;
  const cassette = chatCassette([[QUESTION, ANSWER]], { protocol, ...(url && { url }) });
  const comment = `# Hand-made, not a recording: what the model is asked, and the pieces of its answer.
# Your own conversation: npx playhead record --help, or npx playhead import --help
`;
  return comment + formatCassette(cassette);
}

function missingPackages(
  { installed }: Snapshot,
  { dependencies }: Manifest,
  { caller }: Setup,
): string[] {
  const needed = ['@playwright/test', 'playhead', ...(caller === 'back-end' ? ['express'] : [])];
  return needed.filter((name) => (installed[name] ?? dependencies[name]) === undefined);
}

function runOptions(spec: string, { file, says }: Config): string {
  const project =
    says.names.length > 1 ? says.names.find((name) => /^chrom/i.test(name)) : undefined;
  return [
    ...(file?.includes('/') ? ['-c', quoted(file)] : []),
    quoted(spec),
    ...(project === undefined ? [] : [`--project=${quoted(project)}`]),
  ].join(' ');
}

function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `"${word}"`;
}
