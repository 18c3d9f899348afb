import { expect, test, vi } from 'vitest';
import { createTraffic } from './traffic.ts';
import { watchConnections } from './watch-connections.ts';

/** Makes the globals of a page in which nothing is connected. */
function fakePage() {
  class Socket extends EventTarget {
    readonly url: string;
    readonly port = new EventTarget();
    constructor(url = '') {
      super();
      this.url = url;
    }
    close() {
      return 'closed';
    }
  }
  class XMLHttpRequest extends EventTarget {
    responseType = '';
    responseText = '';
    response: unknown = undefined;
  }
  const serviceWorker = new EventTarget();
  const scope = {
    EventTarget,
    WebSocket: class WebSocket extends Socket {},
    EventSource: class EventSource extends Socket {},
    Worker: class Worker extends Socket {},
    SharedWorker: class SharedWorker extends Socket {},
    BroadcastChannel: class BroadcastChannel extends Socket {},
    XMLHttpRequest,
    navigator: { serviceWorker },
  };
  const natives = { ...scope };
  const traffic = createTraffic();
  watchConnections(scope as unknown as typeof globalThis, traffic);
  return { scope, natives, traffic, serviceWorker };
}

const message = (data: unknown, type = 'message') => new MessageEvent(type, { data });
const say = message('{"say":"Hello"}');
const hasCome = ({ traffic }: ReturnType<typeof fakePage>) => traffic.shows('Hello', 'Hello');

test.each(['WebSocket', 'EventSource', 'Worker', 'BroadcastChannel'] as const)(
  'the messages of a %s are seen',
  (name) => {
    const page = fakePage();
    new page.scope[name]('a').dispatchEvent(say);
    expect(hasCome(page)).toBe(true);
  },
);

test('the messages of a shared worker and of a service worker are seen', () => {
  const page = fakePage();
  new page.scope.SharedWorker('a').port.dispatchEvent(say);
  expect(hasCome(page)).toBe(true);
  page.serviceWorker.dispatchEvent(say);
  expect(hasCome(page)).toBe(true);
});

test.each(['WebSocket', 'EventSource', 'XMLHttpRequest'] as const)(
  'a watched %s keeps its identity',
  (name) => {
    const { scope, natives } = fakePage();
    class Own extends scope[name] {}
    for (const made of [new scope[name](), new Own()]) {
      expect(made).toBeInstanceOf(natives[name]);
      expect(made).toBeInstanceOf(scope[name]);
    }
    expect(new Own().constructor).toBe(Own);
    expect(scope[name].prototype).toBe(natives[name].prototype);
    expect(scope[name].name).toBe(name);
  },
);

test('a binary message of a socket is read', async () => {
  const page = fakePage();
  new page.scope.WebSocket('a').dispatchEvent(message(new Blob(['{"say":"Hello"}'])));
  await expect.poll(() => hasCome(page)).toBe(true);
});

test.each(['WebSocket', 'EventSource'] as const)('a %s that the page closes is noted', (name) => {
  const page = fakePage();
  expect(new page.scope[name]('wss://x.test/chat').close()).toBe('closed');
  expect(page.traffic.lastCancelled).toBe(`${name} wss://x.test/chat`);
});

test('an event source is seen by the events that the page listens to, each once', () => {
  const page = fakePage();
  const events = new page.scope.EventSource('a');
  const listener = vi.fn<() => void>();
  events.addEventListener('token', listener);
  events.addEventListener('token', () => {});
  events.dispatchEvent(message('{"say":"Hel"}', 'token'));
  events.dispatchEvent(message('{"say":"lo"}', 'token'));
  expect(hasCome(page)).toBe(true);
  expect(listener).toHaveBeenCalledTimes(2);
  events.dispatchEvent(new Event('token'));
  expect(listener).toHaveBeenCalledTimes(3);
});

test('other targets of events are not watched', () => {
  const method = () => Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener');
  const before = method();
  const { natives } = fakePage();
  expect(Object.hasOwn(natives.EventSource.prototype, 'addEventListener')).toBe(true);
  expect(method()).toEqual(before);
});

test('an XMLHttpRequest is read as it progresses, each time it is sent', () => {
  const page = fakePage();
  const request = new page.scope.XMLHttpRequest();
  for (let sent = 0; sent < 2; sent++) {
    request.responseText = '';
    request.dispatchEvent(new Event('loadstart'));
    request.responseText = '{"say":"Hel"}\n';
    request.dispatchEvent(new Event('progress'));
    expect(page.traffic.shows('Hel', 'Hel')).toBe(true);
    request.responseText += '{"say":"lo"}\n';
    request.dispatchEvent(new Event('loadend'));
    expect(hasCome(page)).toBe(true);
    expect(hasCome(page)).toBe(false);
  }
});

test('an XMLHttpRequest for JSON is read at its end', () => {
  const page = fakePage();
  const request = Object.assign(new page.scope.XMLHttpRequest(), { responseType: 'json' });
  request.dispatchEvent(new Event('loadstart'));
  request.dispatchEvent(new Event('progress'));
  request.response = { say: 'Hello' };
  request.dispatchEvent(new Event('loadend'));
  expect(hasCome(page)).toBe(true);
});

test('an XMLHttpRequest that is aborted is noted', () => {
  const page = fakePage();
  new page.scope.XMLHttpRequest().dispatchEvent(new Event('abort'));
  expect(page.traffic.lastCancelled).toBe('XMLHttpRequest');
});

test.each(['Worker', 'SharedWorker', 'BroadcastChannel'] as const)(
  'a page without a %s is watched too',
  (name) => {
    const { scope } = fakePage();
    const { [name]: _left, ...rest } = scope;
    const traffic = createTraffic();
    watchConnections({ ...rest, navigator: {} } as unknown as typeof globalThis, traffic);
    expect(traffic.lastCancelled).toBeUndefined();
  },
);
