import {
  type Answer,
  NOTICE_BINDING,
  type Notice,
  PAGE_OBJECT,
  type PageObject,
} from '../channel.ts';
import { watchPending } from './pending.ts';
import { createSettle, watchChanges, watchShadowRoots } from './settle.ts';
import { createStreams, type Streams } from './streams.ts';

type Binding = (notice: Notice) => Promise<Answer | undefined>;

/** Tells the test. Looked up when called: the binding may come after this script. */
export const notify: Binding = (notice) =>
  (globalThis as unknown as Record<string, Binding>)[NOTICE_BINDING]!(notice);

/** Sets this document up, once: gives its streams, or undefined where that has been done. */
export function openDocument(ready: Promise<void>): Streams | undefined {
  if (PAGE_OBJECT in globalThis) return undefined;
  const pending = watchPending(globalThis as unknown as Window & typeof globalThis);
  const shadowRoots = watchShadowRoots(globalThis as unknown as Window & typeof globalThis);
  const settle = createSettle(pending, () => watchChanges(document, shadowRoots));
  const streams = createStreams(notify, settle);
  ready.catch(() => {}); // whoever asks is told
  const page: PageObject = { run: streams.run, settle, ready };
  Object.defineProperty(globalThis, PAGE_OBJECT, { value: page });
  return streams;
}
