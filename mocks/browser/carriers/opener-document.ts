import { PAGE_OBJECT, type PageObject } from '../channel.ts';
import { asFetched } from './as-fetched.ts';

type CreatorWindow = typeof globalThis & Record<string, PageObject | undefined>;

/**
 * The playhead's part of the document that made this one, where this one is blank or `srcdoc`: no
 * service worker serves those reliably, so they ask by their maker.
 */
export function creatorDocument(): PageObject | undefined {
  return creatorWindow()?.[PAGE_OBJECT];
}

/** Sends a request from the document that made this one. */
export async function fetchThroughCreator(request: Request): Promise<Response> {
  const { method, headers, credentials, signal, url } = request;
  const body = await request.arrayBuffer();
  const sent = { method, headers: [...headers], credentials, signal, body };
  const {
    body: stream,
    status,
    statusText,
    headers: received,
  } = await creatorWindow()!.fetch(url, sent);
  const response = new Response(stream, { status, statusText, headers: [...received] });
  return asFetched(response, url);
}

function creatorWindow(): CreatorWindow | undefined {
  if (location.protocol !== 'about:') return undefined;
  for (const other of [window.parent, window.opener] as (CreatorWindow | null)[]) {
    try {
      if (other && other !== globalThis && other[PAGE_OBJECT]) return other;
    } catch {
      // Of another origin.
    }
  }
  return undefined;
}
