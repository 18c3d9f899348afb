export { type Carrier } from '../browser/channel.ts';
export { type EventPlace, type Fault, type PlacedFault, type Struck } from '../faults/fault.ts';
export { type Call, type CallAnswer } from './call.ts';
export { type Playhead } from './playhead.ts';
export { type PlayheadOptions } from './options.ts';
export { type Abort, type PlayheadStream } from './playhead-stream.ts';
export { type Target } from '../protocols/target.ts';
export { expect, test } from './test.ts';
