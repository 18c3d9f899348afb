import { PAGE_OBJECT, type PageObject } from './channel.ts';

/** This document's part of the playhead, where it has one. */
export function pageObject(): PageObject | undefined {
  return (globalThis as unknown as Record<string, PageObject | undefined>)[PAGE_OBJECT];
}
