import { networkInterfaces } from 'node:os';
import type { Request } from 'express';
import type { CompletionRequest } from '../player/channel.ts';
import { checkOption, invalid } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { requestName } from '../util/masked-url.ts';
import { type ForwardedRequest, headerPairs } from './forward.ts';
import { tunnels } from './proxy.ts';

/** The base URLs of providers by their names, as their SDKs have them. */
export const PROVIDERS = {
  anthropic: 'https://api.anthropic.com',
  cerebras: 'https://api.cerebras.ai/v1',
  deepseek: 'https://api.deepseek.com',
  fireworks: 'https://api.fireworks.ai/inference/v1',
  google: 'https://generativelanguage.googleapis.com',
  groq: 'https://api.groq.com/openai/v1',
  huggingface: 'https://router.huggingface.co/v1',
  mistral: 'https://api.mistral.ai/v1',
  ollama: 'http://127.0.0.1:11434',
  openai: 'https://api.openai.com/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  together: 'https://api.together.xyz/v1',
  xai: 'https://api.x.ai/v1',
} as const satisfies Record<string, string>;

/** The option in messages, as code and as the command line have it. */
const TO = 'to (--to)';

/**
 * Reads the base URL of a provider, or the name of one.
 * @throws PlayheadError `bad-option`
 */
export function parseProvider(value: unknown): URL {
  const names = Object.keys(PROVIDERS);
  const expected = `a base URL such as https://api.openai.com/v1, or one of ${names.join(', ')}`;
  checkOption(TO, value, typeof value === 'string', expected);
  const text = value as string;
  const known = Object.hasOwn(PROVIDERS, text) && PROVIDERS[text as keyof typeof PROVIDERS];
  const href = known || text;
  if (!/^https?:\/\//.test(href) || !URL.canParse(href)) throw invalid(TO, value, expected, names);
  const url = new URL(href);
  if (url.username || url.password) {
    const message = `Invalid ${TO}: there is a user or a password in the address. Let the app send its credentials.`;
    throw new PlayheadError('bad-option', message);
  }
  return url;
}

/**
 * Finds the address at a provider of a request that came to this server. What the end of the base URL
 * and the beginning of the path share, such as `/v1`, is taken once: SDKs differ in which of them has it.
 */
export function addressAt(base: URL, pathAndQuery: string): string {
  const [pathname = '', ...query] = pathAndQuery.split('?');
  const own = base.pathname.replace(/\/$/, '').split('/').slice(1);
  const sent = pathname.split('/').slice(1);
  const shared = own.findIndex((_, at) => own.slice(at).every((part, i) => part === sent[i]));
  const before = shared < 0 ? own : own.slice(0, shared);
  const url = new URL(base);
  url.pathname = `/${[...before, ...sent].join('/')}`;
  if (query.length > 0) url.search = `?${query.join('?')}`;
  return url.href;
}

/** Tells whether an address is that of this server: it would ask itself for ever. */
function isOwn({ hostname, port }: URL, own: { host: string; port: number }): boolean {
  if (port !== String(own.port)) return false;
  const local = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const name = hostname.replace(/^\[|\]$/g, '');
  return (
    LOOPBACK.test(hostname) || name === own.host || local.some(({ address }) => address === name)
  );
}

const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/;

/** Where requests go that are passed on. */
export interface Provider {
  /** The base URL; undefined where only the proxy is used. */
  base: URL | undefined;
  /**
   * Makes the request to the provider of one that came here.
   * @throws PlayheadError `bad-option` where it does not say where it goes, and no base URL does.
   */
  requestOf(this: void, request: Request, sent: CompletionRequest): ForwardedRequest;
}

/**
 * @param own the address of this server, and whether it is a proxy
 * @throws PlayheadError `bad-option`
 */
export function createProvider(
  to: string | undefined,
  own: { host: string; port: number; isProxy: boolean },
): Provider {
  const base = to === undefined ? undefined : parseProvider(to);
  if (base && isOwn(base, own)) {
    const message = `Invalid ${TO} "${base.href}": that is this server itself. Name the provider, or choose another port.`;
    throw new PlayheadError('bad-option', message);
  }
  return {
    base,
    requestOf(request, sent) {
      const { method, rawHeaders } = request;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return { method, url: urlOf(request, sent), headers: headerPairs(rawHeaders), body };
    },
  };

  /** What came through the proxy says where it goes. */
  function urlOf(request: Request, sent: CompletionRequest): string {
    const isProxied = tunnels.has(request.socket) || URL.canParse(request.originalUrl);
    if (own.isProxy && isProxied) return sent.url;
    const { pathname, search } = new URL(sent.url);
    if (base) return addressAt(base, pathname + search);
    const message = `Cannot record ${requestName(sent)}: the server does not know the provider. Start it with the option ${TO}.`;
    throw new PlayheadError('bad-option', message);
  }
}
