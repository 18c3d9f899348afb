export { type Refusal } from '../acceptance/refusal.ts';
export { type Carrier } from '../browser/channel.ts';
export {
  type EventPlace,
  type Fault,
  type PlacedFault,
  type FaultTarget,
} from '../faults/fault.ts';
// By a star: no other export can be added to from another file.
export * from './fixture/cassette-names.ts';
export { type AppRequest } from '../playhead/app-request.ts';
export { type MatchInfo } from '../replay/replay.ts';
export { type Playhead } from '../playhead/playhead.ts';
export { type PlayheadOptions } from './fixture/options.ts';
export { type Abort, type PlayheadStream } from '../playhead/playhead-stream.ts';
export { type Target } from '../protocols/target.ts';
export { type MatchRecordingOptions } from './matchers/match-recording.ts';
export { expect, test } from './fixture/test.ts';
export { type AcceptedOptions } from './matchers/judge-requests.ts';
export { defineProtocol, type ProtocolCode } from '../protocols/define-protocol.ts';
export { type ProtocolDeclaration } from '../protocols/declared/declaration.ts';
export { type Protocol } from '../protocols/protocol.ts';
export { chatCassette, type ChatCassetteOptions } from '../protocols/chat-cassette.ts';
export { type Exchange } from '../protocols/plan-conversation.ts';
export { type Answer, type AnswerCall, type AnswerUsage } from '../protocols/answer.ts';
