import path from 'node:path';
import type { ProtocolName } from '../../protocols/protocols.ts';
import { invalid } from '../../util/check-options.ts';
import { readConfigText } from './config-text.ts';
import { isOlder, type Manifest } from './manifest.ts';
import { ADDRESSES, BACK_END, type Sdk, SDKS, USE_CHAT } from './sdks.ts';
import type { Snapshot } from './snapshot.ts';

/** Who calls the model. */
export const CALLERS = ['page', 'back-end'] as const;
export type Caller = (typeof CALLERS)[number];

/** How a project calls the model, and where it is tested. */
export interface Setup {
  caller: Caller;
  protocol: ProtocolName;
  /** The path of the requests, or their URL. Default: the provider's own */
  endpoint: string | undefined;
  /** The address of the app */
  url: string;
  /** The folder of the spec, from the folder of the project; it may be outside, or a full path */
  dir: string;
}

/** What the command line or a person specifies of it. */
export type Given = { [K in keyof Setup]?: Setup[K] | undefined };

export interface Detected extends Setup {
  /** The protocol in which the model itself is called, where the page calls a back end. */
  modelProtocol: ProtocolName;
  /** The source that has the address of the provider in its code: no variable changes it. */
  fixedIn: string | undefined;
  /** The package that calls the model, where there is one. */
  sdk: Sdk | undefined;
  /** Why it is this caller; undefined: nothing in the project says. */
  because: string | undefined;
  /** The Playwright configuration, from the folder of the project. */
  configFile: string | undefined;
}

const CONFIG = /^(?:[^/]+\/)?playwright\.config\.[cm]?[jt]s$/;
/** The first version of the AI SDK that sends the messages that Playhead reads. */
const MESSAGES_SINCE = [5, 0] as const;
/** What only a page writes: the option of SDKs, and the header of Anthropic. */
const IN_BROWSER = /dangerouslyAllowBrowser|anthropic-dangerous-direct-browser-access/;
/** The port of a configuration of Vite: a number, or one beside a variable of the environment. */
const VITE_PORT =
  /\bserver\s*:\s*\{[^}]*?\bport\s*:\s*(\d+)|\bPORT\)?\s*(?:\?\?|\|\|)\s*['"]?(\d{4,5})\b/;
/** What only a server imports. */
const IN_SERVER = /(?:\bfrom\s*|\brequire\(\s*)['"](?:node:)?https?['"]/;
/** Where a page sends its messages to a back end of its own. */
const OWN_PATH = /\bfetch\(\s*['"`](\/(?!\/)[^'"`?#]*(?:chat|complet|message)[^'"`?#]*)/i;
/** The address of a provider, in a source that reads none from the environment. */
const FIXED_ADDRESS =
  /^(?![^]*BASE_URL)[^]*['"`]https:\/\/(?:api\.(?:openai|anthropic)|generativelanguage\.googleapis)\.com\b/;
const TEST_FOLDERS = ['e2e', 'tests', 'test'];
/** Where `useChat` sends its messages unless configured. */
export const USE_CHAT_PATH = '/api/chat';

/**
 * Takes what is specified, and what is detected for the rest.
 * @throws PlayheadError `bad-option` where the two cannot go together.
 */
export function completeSetup(detected: Detected, given: Given): Setup {
  const isOfPage = given.protocol === 'ai-sdk-ui';
  const caller = given.caller ?? (isOfPage ? 'page' : detected.caller);
  const usual = caller === detected.caller ? detected.protocol : detected.modelProtocol;
  const protocol = given.protocol ?? usual;
  if (caller === 'back-end' && protocol === 'ai-sdk-ui') {
    throw invalid('protocol', protocol, 'the protocol in which the back end calls the model');
  }
  const own = protocol === 'ai-sdk-ui' ? USE_CHAT_PATH : undefined;
  const endpoint = given.endpoint ?? (protocol === detected.protocol ? detected.endpoint : own);
  return {
    caller,
    protocol,
    endpoint,
    url: given.url ?? detected.url,
    dir: given.dir ?? detected.dir,
  };
}

/** Finds out how a project calls the model. */
export function detect(snapshot: Snapshot, manifest: Manifest): Detected {
  const configFile = Object.keys(snapshot.files).find((file) => CONFIG.test(file));
  const names = Object.keys(manifest.dependencies);
  const sdk = SDKS.find(({ name }) => names.includes(name));
  const sources = appSources(snapshot);
  const ai = snapshot.installed['ai'] ?? manifest.dependencies['ai'] ?? '';
  return {
    ...detectRequests(names, sources, {
      sdk,
      isOld: isOlder(ai, MESSAGES_SINCE),
      backEnd: names.find((name) => BACK_END.test(name) && !isForServe(name, manifest)),
    }),
    fixedIn: sources.find(([, text]) => FIXED_ADDRESS.test(text))?.[0],
    modelProtocol: sdk ? protocolIn(sources, sdk) : 'openai-chat',
    sdk,
    url: detectURL(snapshot, manifest, configFile),
    dir: detectDir(snapshot, configFile),
    configFile,
  };
}

/** Picks the sources of the app itself, with their names. */
function appSources({ files }: Snapshot): [file: string, text: string][] {
  return Object.entries(files).filter(
    ([file]) => !/\.(?:spec|test)\.|\.config\.|\.json$|^(?:e2e|tests?)\//.test(file),
  );
}

/** Tells whether a project has Express for the tests alone: `playhead serve` needs it. */
function isForServe(name: string, { devOnly }: Manifest): boolean {
  return name === 'express' && devOnly.includes(name);
}

function detectRequests(
  names: readonly string[],
  sources: readonly [string, string][],
  { sdk, isOld, backEnd }: { sdk: Sdk | undefined; isOld: boolean; backEnd: string | undefined },
): Pick<Detected, 'caller' | 'protocol' | 'endpoint' | 'because'> {
  const using = isOld ? undefined : names.find((name) => USE_CHAT.test(name));
  if (using !== undefined) return { ...detectUseChat(sources), because: using };

  const inBrowser = sources.find(([, text]) => IN_BROWSER.test(text));
  const isOfBackEnd = !inBrowser && (backEnd !== undefined || sdk?.refusesPages === true);
  const caller = isOfBackEnd ? 'back-end' : 'page';
  if (sdk) {
    const [file = '', text = ''] = inBrowser ?? [];
    const inBackEnd = backEnd ?? (isOfBackEnd ? 'no dangerouslyAllowBrowser' : undefined);
    const where = inBrowser ? `${IN_BROWSER.exec(text)![0]} in ${file}` : inBackEnd;
    const because = [sdk.name, where].filter(Boolean).join(', ');
    return { caller, protocol: protocolIn(sources, sdk), endpoint: undefined, because };
  }
  for (const [pattern, protocol] of ADDRESSES) {
    const found = sources.find(([, text]) => pattern.test(text));
    if (!found) continue;
    const [file, text] = found;
    const isInServer = !inBrowser && IN_SERVER.test(text);
    const because = `an address in ${file}`;
    return { caller: isInServer ? 'back-end' : caller, protocol, endpoint: undefined, because };
  }
  const paths = caller === 'page' ? sources.flatMap(([, text]) => OWN_PATH.exec(text) ?? []) : [];
  return { caller, protocol: 'openai-chat', endpoint: paths[1], because: undefined };
}

function detectUseChat(sources: readonly [string, string][]) {
  for (const [, text] of sources) {
    const [, api] =
      /(?:useChat|ChatTransport|new Chat)\b[^;]*?\bapi:\s*['"](\/[^'"]*)['"]/.exec(text) ?? [];
    if (api !== undefined) return { caller: 'page', protocol: 'ai-sdk-ui', endpoint: api } as const;
  }
  return { caller: 'page', protocol: 'ai-sdk-ui', endpoint: USE_CHAT_PATH } as const;
}

/** Tells apart the two protocols of OpenAI, which one package speaks. */
function protocolIn(sources: readonly [string, string][], { name, protocol }: Sdk): ProtocolName {
  const says = (pattern: RegExp) => sources.some(([, text]) => pattern.test(text));
  if (name === '@ai-sdk/openai' && says(/\bopenai\.chat\(/)) return 'openai-chat';
  if (name === 'openai' && says(/\.responses\.(?:create|stream)\(/)) {
    return says(/\.chat\.completions\./) ? 'openai-chat' : 'openai-responses';
  }
  return protocol;
}

function detectURL(snapshot: Snapshot, manifest: Manifest, configFile: string | undefined): string {
  const config = readConfigText(snapshot.files[configFile ?? ''] ?? '');
  const known = config.baseURL ?? (config.servesPlayhead ? undefined : config.serverURL);
  if (known !== undefined) return known;
  const script = startScript(manifest)?.text ?? '';
  const [, port] = /(?:--port[ =]|-p |\bPORT=)(\d{2,5})\b/.exec(script) ?? [];
  return `http://localhost:${port ?? portOf(snapshot, script)}`;
}

function portOf({ files }: Snapshot, script: string): string {
  const vite = Object.keys(files).find((file) => file.startsWith('vite.config.'));
  if (vite !== undefined || /\bvite\b/.test(script)) {
    const [, port, otherwise] = VITE_PORT.exec(files[vite ?? ''] ?? '') ?? [];
    return port ?? otherwise ?? '5173';
  }
  for (const text of Object.values(files)) {
    const [, port] = /\b(?:listen\(|PORT\)?\s*(?:\?\?|\|\|)\s*)['"]?(\d{4,5})\b/.exec(text) ?? [];
    if (port !== undefined) return port;
  }
  return '3000';
}

/** Finds the script that starts the app for a person who works on it. */
export function startScript({ scripts }: Manifest): { name: string; text: string } | undefined {
  for (const name of ['dev', 'start', 'serve']) {
    const text = scripts[name];
    if (text !== undefined) return { name, text };
  }
  return undefined;
}

/** Tells whether a path is a full one, in any system: a configuration may have been written in another. */
export function isAbsolute(name: string): boolean {
  return path.posix.isAbsolute(name) || path.win32.isAbsolute(name);
}

/** Finds the folder of the specs: what the configuration says, else one that is there. */
function detectDir({ files }: Snapshot, configFile = ''): string {
  const base = path.posix.dirname(configFile);
  const { testDir } = readConfigText(files[configFile] ?? '');
  if (testDir !== undefined) return isAbsolute(testDir) ? testDir : path.posix.join(base, testDir);
  if (base !== '.') return base;
  const isThere = (folder: string) =>
    Object.keys(files).some((name) => name.startsWith(`${folder}/`));
  return TEST_FOLDERS.find(isThere) ?? TEST_FOLDERS[0]!;
}
