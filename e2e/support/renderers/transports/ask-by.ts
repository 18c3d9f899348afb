import type { Ask, Reading } from '../parts/reading.ts';

/** Names a transport for each back end. Loads only the one that is used: some are large. */
const TRANSPORTS: Record<string, () => Promise<{ ask: Ask }>> = {
  'pass-through': () => import('./pass-through.ts'),
  'own-sse': () => import('./own-sse.ts'),
  ndjson: () => import('./ndjson.ts'),
  'ai-sdk': () => import('./ai-sdk.ts'),
  'socket-io': () => import('./socket-io.ts'),
  'web-socket': () => import('./web-socket.ts'),
  'event-source': () => import('./event-source.ts'),
  batched: () => import('./own-sse.ts'),
  whole: () => import('./whole.ts'),
};

/** Asks the back end that serves the page. */
export async function askBy(
  transport: string,
  show: (text: string) => void,
  reading: Reading,
): Promise<void> {
  const load = TRANSPORTS[transport];
  if (!load) throw new Error(`There is no transport "${transport}".`);
  const { ask } = await load();
  return ask(show, reading);
}
