import type { PageApi } from '../channel.ts';
import { asFetched } from './as-fetched.ts';

/**
 * Finds the playhead of the document that created this one, where this one is blank or `srcdoc`: no
 * service worker serves those reliably, so they ask through their creator.
 */
export function creatorDocument(): PageApi | undefined {
  return creatorWindow()?.playheadPage;
}

/** Sends a request from the document that created this one. */
export async function fetchThroughCreator(request: Request): Promise<Response> {
  const { method, headers, credentials, signal, url } = request;
  const body = await request.arrayBuffer();
  const init = { method, headers: [...headers], credentials, signal, body };
  const fetched = await creatorWindow()!.fetch(url, init);
  return asFetched(new Response(fetched.body, fetched), url);
}

/**
 * Tells whether the document has no address of its own: blank, `srcdoc`, or left before its scripts ran, in
 * Firefox.
 */
export function hasNoAddress(): boolean {
  return location.href === '' || location.protocol === 'about:';
}

function creatorWindow(): typeof globalThis | undefined {
  if (!hasNoAddress()) return undefined;
  for (const other of [window.parent, window.opener] as (typeof globalThis | null)[]) {
    try {
      if (other && other !== globalThis && other.playheadPage) return other;
    } catch {
      // Of another origin.
    }
  }
  return undefined;
}
