import type { Source, Traffic } from './traffic.ts';
import { beforeCall } from './wrap.ts';

type Scope = typeof globalThis;
type Constructor = new (...given: never[]) => EventTarget;

/** Watches what comes by sockets, event sources and XMLHttpRequest, and from workers. */
export function watchConnections(scope: Scope, traffic: Traffic): void {
  const watchMessages = (sender: EventTarget): Source => {
    const source = traffic.open();
    sender.addEventListener('message', (event) => receive(source, (event as MessageEvent).data));
    return source;
  };

  whenCreated(scope, 'WebSocket', (socket) => {
    const source = watchMessages(socket);
    socket.addEventListener('close', () => source.end());
  });
  beforeCall(scope.WebSocket.prototype, 'close', (socket) =>
    traffic.cancelled(`WebSocket ${(socket as WebSocket).url}`),
  );
  whenCreated(scope, 'Worker', watchMessages);
  whenCreated(scope, 'BroadcastChannel', watchMessages);
  whenCreated(scope, 'SharedWorker', (worker) => watchMessages((worker as SharedWorker).port));
  const container = serviceWorkers(scope);
  if (container) watchMessages(container);
  watchEventSources(scope, traffic);
  whenCreated(scope, 'XMLHttpRequest', (request) => watchXhr(request as XMLHttpRequest, traffic));
}

/** Finds what messages of service workers come by; a sandboxed frame must not even ask for it. */
function serviceWorkers({ navigator }: Scope): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Calls back with each object that a constructor makes, before the script gets it. */
function whenCreated(
  scope: Scope,
  name:
    | 'WebSocket'
    | 'EventSource'
    | 'XMLHttpRequest'
    | 'Worker'
    | 'SharedWorker'
    | 'BroadcastChannel',
  created: (made: EventTarget) => void,
): void {
  const native = scope[name] as Constructor | undefined;
  if (!native) return;
  const value = new Proxy(native, {
    construct(target, given, newTarget) {
      const made = Reflect.construct(target, given, newTarget) as EventTarget;
      created(made);
      return made;
    },
  });
  Object.defineProperty(scope, name, { value, writable: true, configurable: true });
}

function receive(source: Source, data: unknown): void {
  if (data instanceof Blob) void data.text().then((text) => source.message(text));
  else source.message(data);
}

/** Watches the events that the page listens to, whatever they are called. */
function watchEventSources(scope: Scope, traffic: Traffic): void {
  const sources = new WeakMap<object, { source: Source; names: Set<string> }>();
  // oxlint-disable-next-line typescript/unbound-method -- called on the event source below
  const listen = scope.EventTarget.prototype.addEventListener;
  const watch = (events: object, name: string) => {
    const known = sources.get(events);
    if (!known || known.names.has(name)) return;
    known.names.add(name);
    listen.call(events, name, (event) => {
      if (event instanceof MessageEvent) known.source.message(event.data);
    });
  };
  whenCreated(scope, 'EventSource', (events) => {
    sources.set(events, { source: traffic.open(), names: new Set() });
    watch(events, 'message');
  });
  const { prototype } = scope.EventSource;
  // Its own, so that other targets are not slowed down.
  Object.defineProperty(prototype, 'addEventListener', {
    value: listen,
    writable: true,
    configurable: true,
  });
  beforeCall(prototype, 'addEventListener', (events, [name]) => watch(events, String(name)));
  beforeCall(prototype, 'close', (events) => {
    sources.get(events)?.source.end();
    traffic.cancelled(`EventSource ${(events as EventSource).url}`);
  });
}

function watchXhr(request: XMLHttpRequest, traffic: Traffic): void {
  let source: Source | undefined;
  let seen = 0;
  const isText = () => request.responseType === '' || request.responseType === 'text';
  const look = () => {
    if (!isText()) return;
    const text = request.responseText;
    if (text.length > seen) source?.received(text.slice(seen));
    seen = text.length;
  };
  request.addEventListener('loadstart', () => {
    source = traffic.open();
    seen = 0;
  });
  request.addEventListener('progress', look);
  request.addEventListener('loadend', () => {
    look();
    if (!isText()) source?.message(request.response);
    source?.end();
  });
  request.addEventListener('abort', () => traffic.cancelled('XMLHttpRequest'));
}
