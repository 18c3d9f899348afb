import { CALLER_HEADER } from '../channel.ts';
import type { RequestOrigin } from '../respond.ts';
import { asFetched } from './as-fetched.ts';
import {
  createReaderProbe,
  type ReaderProbe,
  untrackedProgress,
  watchReading,
  withoutWorker,
} from './reader-probe.ts';

/** A reader of this document: its request reaches the handler as another one. */
interface Caller {
  probe: ReaderProbe;
  signal: AbortSignal;
}

/** Sends the requests of this document to MSW's worker, and recognises them where they come back. */
export function createCallers() {
  const callers = new Map<string, Caller>();
  const native = globalThis.fetch.bind(globalThis);
  return {
    /** Sends a request, and watches what is read of its response. */
    async send(request: Request): Promise<Response> {
      const name = `${Math.random()}`;
      const probe = createReaderProbe();
      const { signal } = request;
      callers.set(name, { probe, signal });
      signal.addEventListener('abort', () => probe.abort(signal.reason), { once: true });
      request.headers.set(CALLER_HEADER, name);
      try {
        const response = await native(request);
        return asFetched(watchReading(response, probe), response.url);
      } catch (error) {
        throw withoutWorker(error);
      } finally {
        // A request that is aborted may come back later.
        if (!signal.aborted) callers.delete(name);
      }
    },
    /** Says who has sent a request that the worker hands over, once: this document, or a worker. */
    originOf(request: Request): RequestOrigin {
      const name = request.headers.get(CALLER_HEADER) ?? '';
      const caller = callers.get(name);
      callers.delete(name);
      return {
        fromWorker: !caller,
        progressOf: caller ? caller.probe.progressOf : untrackedProgress,
        abort: caller?.signal,
        pastWorker: true,
      };
    },
  };
}
