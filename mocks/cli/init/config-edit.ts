import { indent, singleQuote } from '../../util/text.ts';
import { hasQuotedKey, isUnderstood, maskConfig, readConfigText } from './config-text.ts';

/** What a configuration needs: servers that are started before the tests. */
export interface NeededServers {
  /** The lines of a server each, as they stand in a list. */
  before: string[];
  /** The app's own server, where it is known and the configuration has none. */
  app: { command: string; url: string; reuse: boolean } | undefined;
  /** Whether the configuration starts servers already. */
  hasOwn: boolean;
  /** The environment that the app's server needs. */
  env: Record<string, string>;
}

/**
 * Adds servers to a configuration, and changes nothing else. Only where it is sure of the place:
 * undefined means that a person has to.
 */
export function editConfig(text: string, needed: NeededServers): string | undefined {
  const masked = maskConfig(text);
  // A file that is not UTF-8 would be written back with other bytes.
  if (!isUnderstood(masked) || text.includes('\uFFFD')) return undefined;
  const edit = needed.hasOwn ? wrapServer : insertServers;
  const edited = edit(text, masked, needed);
  return edited?.replaceAll(/(?<!\r)\n/g, text.includes('\r\n') ? '\r\n' : '\n');
}

/** Writes the property `webServer`, as it is without other servers, or what is to be added to it. */
export function serverLines({ before, app, env, hasOwn }: NeededServers): string {
  const environment = Object.keys(env).length > 0 ? [`env: ${objectText(env)},`] : [];
  const listed = before.map((each) => `${each},`);
  const ofApp = app
    ? [
        `command: ${singleQuote(app.command)},`,
        `url: ${singleQuote(app.url)},`,
        ...(app.reuse ? ['reuseExistingServer: !process.env.CI,'] : []),
        ...environment,
      ]
    : environment;
  if (app && before.length === 0) return `webServer: {\n${indent(ofApp.join('\n'))}\n},`;
  if (hasOwn) listed.push("// and in your app's own entry:", ...ofApp);
  else if (app) listed.push('{', ...ofApp.map((each) => `  ${each}`), '},');
  return `webServer: [\n${indent(listed.join('\n'))}\n],`;
}

function insertServers(text: string, masked: string, needed: NeededServers): string | undefined {
  const opening = /\bdefineConfig(?:<[\w<>, ]*>)?\(\s*\{(?=[ \t]*\r?\n)/g;
  const [found, ...others] = [...masked.matchAll(opening)];
  if (!found || others.length > 0 || readConfigText(text).hasWebServer) return undefined;
  const at = found.index + found[0].length;
  // What is spread into it might bring servers of its own.
  if (spreads(masked, at)) return undefined;
  return `${text.slice(0, at)}\n${indent(serverLines(needed))}${text.slice(at)}`;
}

/** Puts servers before the one that is there, and gives that one its environment. */
function wrapServer(
  text: string,
  masked: string,
  { before, env }: NeededServers,
): string | undefined {
  const [found, ...others] = [...masked.matchAll(/^([ \t]*)webServer\s*:\s*\{/gm)];
  if (!found || others.length > 0 || masked.match(/\bwebServer\b/g)?.length !== 1) return undefined;
  const start = found.index + found[0].length;
  const end = closingBrace(masked, start);
  if (end === undefined || mayHaveEnv(text.slice(start, end), masked.slice(start, end))) {
    return undefined;
  }
  const margin = found[1]!;
  const own = text.slice(start, end).replaceAll(/\n(?=[^\n])/g, '\n  ');
  const isOnOneLine = !own.includes('\n');
  const envText = `env: ${objectText(env)},`;
  const opened = isOnOneLine ? `{ ${envText}` : `{\n${margin}    ${envText}`;
  const list = [...before.map((each) => `${each},`), `${opened}${own}},`];
  const items = list.map((each) => `\n${margin}  ${each}`).join('');
  return `${text.slice(0, start - 1)}[${items}\n${margin}]${text.slice(end + 1)}`;
}

/** Tells whether a server may have an environment, which would take the place of the one to add. */
function mayHaveEnv(text: string, masked: string): boolean {
  return /\.\.\.|`|[{,]\s*\[|^\s*\[|(?<![.\w$])env\b/.test(masked) || hasQuotedKey('env', text);
}

/** Tells whether something is spread into the object that opens before a place. */
function spreads(masked: string, start: number): boolean {
  let depth = 0;
  for (let at = start; at < masked.length && depth >= 0; at++) {
    if ('{[('.includes(masked[at]!)) depth++;
    if ('}])'.includes(masked[at]!)) depth--;
    if (depth === 0 && masked.startsWith('...', at)) return true;
  }
  return false;
}

function closingBrace(masked: string, start: number): number | undefined {
  let depth = 1;
  for (let at = start; at < masked.length; at++) {
    const char = masked[at];
    if (char === '{') depth++;
    if (char === '}' && --depth === 0) return at;
  }
  return undefined;
}

function objectText(env: Record<string, string>): string {
  const entries = Object.entries(env).map(([name, value]) => `${name}: ${singleQuote(value)}`);
  return `{ ${entries.join(', ')} }`;
}
