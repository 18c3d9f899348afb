import { REQUEST, STREAM, URL_OF_CHAT } from './importing.ts';

/** What an entry of a HAR is made of. */
export interface EntryOptions {
  url?: string;
  method?: string;
  status?: number;
  request?: string;
  mimeType?: string;
  content?: object;
  headers?: [name: string, value: string][];
  startedDateTime?: string;
  more?: object;
}

const pairs = (headers: [string, string][]) => headers.map(([name, value]) => ({ name, value }));

/** Makes an entry as Chrome's DevTools write it, for HTTP/2. */
export function chromeEntry({
  url = URL_OF_CHAT,
  method = 'POST',
  status = 200,
  request = REQUEST,
  mimeType = 'text/event-stream',
  content = { text: STREAM },
  headers = [],
  startedDateTime = '2026-03-04T10:00:00.000Z',
  more = {},
}: EntryOptions = {}): Record<string, unknown> {
  const { host, pathname } = new URL(url);
  return {
    _connectionId: '140',
    _initiator: { type: 'script', stack: { callFrames: [] } },
    _priority: 'High',
    _resourceType: 'fetch',
    cache: {},
    connection: '443',
    request: {
      method,
      url,
      httpVersion: 'http/2.0',
      headers: pairs([
        [':authority', host],
        [':method', method],
        [':path', pathname],
        [':scheme', 'https'],
        ['accept', '*/*'],
        ['content-type', 'application/json'],
      ]),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: request.length,
      ...(method === 'POST' && { postData: { mimeType: 'application/json', text: request } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'http/2.0',
      headers: pairs([['content-type', mimeType], ...headers]),
      cookies: [],
      content: { size: 0, mimeType, ...content },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: 512,
      _error: null,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: '[2606::1]',
    startedDateTime,
    time: 912.4,
    timings: {
      blocked: 1.5,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0.25,
      wait: 412.3339999,
      receive: 500,
      _blocked_queueing: 1,
      _workerStart: -1,
    },
    ...more,
  };
}

/** Makes a HAR file; the creator is Chrome's DevTools unless said otherwise. */
export function harOf(entries: unknown[], log: object = {}): object {
  const creator = { name: 'WebInspector', version: '537.36' };
  return { log: { version: '1.2', creator, pages: [], entries, ...log } };
}
