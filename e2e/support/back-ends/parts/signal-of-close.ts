import type { EventEmitter } from 'node:events';

/** Aborts when the response or socket closes, so that no answer is generated that nobody reads. */
export function signalOfClose(connection: EventEmitter): AbortSignal {
  const controller = new AbortController();
  connection.once('close', () => controller.abort());
  return controller.signal;
}
