export { createPlayhead } from './playhead.ts';
export { type Replay, startReplay } from './replay.ts';
