export { type Carrier, type Fault } from '../browser/channel.ts';
export { type Call, type CallAnswer } from './call.ts';
export { type Playhead } from './playhead.ts';
export { type PlayheadOptions } from './options.ts';
export { type Abort, type PlayheadStream } from './playhead-stream.ts';
export { type Target } from './target.ts';
export { expect, test } from './test.ts';
