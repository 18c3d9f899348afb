import type { PageObject } from './channel.ts';

/** This document's part of the playhead, where it has one. */
export const pageObject = (): PageObject | undefined => globalThis.playheadPage;
