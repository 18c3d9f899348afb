import { editConfig, type NeededServers, serverLines } from './config-edit.ts';
import type { ConfigText } from './config-text.ts';
import { type Detected, type Setup, startScript } from './detect.ts';
import type { Manifest } from './manifest.ts';
import { type PackageManager, runCommand, startCommand } from './package-manager.ts';
import { SERVE_URL, USUAL_ENV } from './sdks.ts';
import type { PlannedFile } from './write-plan.ts';

/** The Playwright configuration of a project; no `file` where it has none. */
export interface Config {
  file: string | undefined;
  text: string;
  says: ConfigText;
}

/** Decides what the configuration has to start; undefined where it needs nothing more. */
export function neededServers(
  { caller, url, protocol }: Setup,
  { says }: Config,
  { sdk, modelProtocol }: Pick<Detected, 'sdk' | 'modelProtocol'>,
  { manager, manifest }: { manager: PackageManager; manifest: Manifest },
): NeededServers | undefined {
  const script = startScript(manifest);
  const isLocal = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])/.test(url);
  const app =
    says.hasWebServer || !isLocal || !script
      ? undefined
      : { command: startCommand(manager, script.name), url, reuse: caller === 'page' };
  const hasOwn = says.hasWebServer;
  if (caller === 'page') return app && { before: [], app, env: {}, hasOwn };
  if (says.servesPlayhead) return undefined;
  const serve = runCommand(manager, 'playhead serve');
  const env = sdk && protocol === modelProtocol ? sdk.env : (USUAL_ENV[protocol] ?? {});
  return { before: [`{ command: '${serve}', url: '${SERVE_URL}/playhead' }`], app, env, hasOwn };
}

/** Plans the change of a configuration, or a new one; undefined where a person has to change it. */
export function planConfig(
  { file, text: before }: Config,
  needed: NeededServers,
  { dir, extension }: { dir: string; extension: 'ts' | 'js' },
): PlannedFile | undefined {
  const what = 'webServer: what to start before the tests';
  if (file !== undefined) {
    const text = editConfig(before, needed);
    return text === undefined ? undefined : { file, before, text, what };
  }
  const lines = [`testDir: './${dir}',`, ...serverLines(needed).split('\n')];
  const inside = lines.map((line) => `  ${line}\n`).join('');
  const text = `import { defineConfig } from '@playwright/test';\n\nexport default defineConfig({\n${inside}});\n`;
  return { file: `playwright.config.${extension === 'ts' ? 'ts' : 'mjs'}`, text, what };
}

/** Says what has to be done besides, in sentences. */
export function serverNotes(
  { caller, url, protocol }: Setup,
  { says }: Config,
  needed: NeededServers | undefined,
  fixedIn: string | undefined,
): string[] {
  if (caller === 'page') {
    return needed?.app || says.hasWebServer ? [] : [`Start your app first: the spec opens ${url}.`];
  }
  if (!needed) return [];
  const base = protocol === 'ollama-chat' ? SERVE_URL : `${SERVE_URL}/v1`;
  const variables = Object.entries(needed.env).map(([name, value]) => `${name}=${value}`);
  const variable = Object.keys(needed.env).find((name) => name.endsWith('BASE_URL'));
  return [
    ...(fixedIn !== undefined && variable !== undefined
      ? [
          `${fixedIn} has the address of the provider in it: read it from ${variable} there, or use playhead serve --proxy.`,
        ]
      : []),
    ...(variables.length === 0
      ? [`Where your back end creates its client, set the base URL to ${base} for the tests.`]
      : []),
    ...(needed.app || needed.hasOwn
      ? ['Stop your app if it is running: the tests start it, with the address of Playhead.']
      : [`Start your app first, with ${variables.join(' ') || 'that base URL'}.`]),
  ];
}
