export { type Replay, startReplay } from './replay.ts';
