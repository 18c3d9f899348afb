export { createPlayhead } from './playhead.ts';
export { type ReplayInfo, startReplay } from './replay.ts';
