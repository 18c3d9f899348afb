export { playhead } from './plugin.ts';
