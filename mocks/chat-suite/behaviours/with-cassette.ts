import type { Behaviour } from '../behaviour.ts';
import { ENDING } from './completed.ts';
import { FAILING } from './errors.ts';
import { STOPPING } from './stopping.ts';
import { STREAMING } from './streaming.ts';
import { TOOL_CALLS } from './tool-calls.ts';

/** What is looked at with each cassette. */
export const RECORDED: readonly Behaviour[] = [
  ...STREAMING,
  ...TOOL_CALLS,
  ...ENDING,
  ...STOPPING,
  ...FAILING,
];
