import type { Behaviour } from '../behaviour.ts';
import { COMPLETED } from './completed.ts';
import { ERRORS } from './errors.ts';
import { STOPPING } from './stopping.ts';
import { STREAMING } from './streaming.ts';
import { TOOL_CALLS } from './tool-calls.ts';

/** The behaviours to check with each cassette. */
export const WITH_CASSETTE: readonly Behaviour[] = [
  ...STREAMING,
  ...TOOL_CALLS,
  ...COMPLETED,
  ...STOPPING,
  ...ERRORS,
];
