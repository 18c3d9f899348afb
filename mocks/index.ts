export { type AcceptanceOptions, refusalsOf, type SentRequest } from './acceptance/acceptance.ts';
export { type Refusal } from './acceptance/refusal.ts';
export { type Body } from './wire/body.ts';
export {
  type Cassette,
  type Interaction,
  type RecordedHeaders,
  type RecordedRequest,
  type RecordedResponse,
} from './cassette/cassette.ts';
export { formatCassette } from './cassette/format.ts';
export { parseCassette, type ParseOptions } from './cassette/parse.ts';
export { type ErrorCode, PlayheadError } from './util/error.ts';
export { type EventPlace, type Fault, type PlacedFault, type FaultTarget } from './faults/fault.ts';
export { type FrozenAt } from './faults/frozen-at.ts';
export { chatCassette, type ChatCassetteOptions } from './protocols/chat-cassette.ts';
export { type Exchange } from './protocols/plan-conversation.ts';
export { type Answer, type AnswerCall, type AnswerUsage } from './protocols/answer.ts';
export { cassetteHandlers, type HandlerOptions, type MatchedCall } from './msw/handlers.ts';
export {
  createPlayhead,
  type HandlerPlayhead,
  type CreatePlayheadOptions,
} from './msw/playhead.ts';
export { type Playhead } from './playhead/playhead.ts';
export { type Abort, type PlayheadStream } from './playhead/playhead-stream.ts';
export { type AppRequest } from './playhead/app-request.ts';
export { type Difference } from './matching/body-differences.ts';
export { type Match, type MatchedRequest, type RequestMatcher } from './matching/options.ts';
export { type Miss } from './matching/miss.ts';
export { type SideCalls } from './replay/side-calls.ts';
export { type PartFields, type Target, type TextTarget } from './protocols/target.ts';
export { defineProtocol, type ProtocolCode } from './protocols/define-protocol.ts';
export {
  type EventConditions,
  type EventRule,
  type ToolCallPartRule,
  type ProtocolDeclaration,
  type ToolCallRule,
} from './protocols/declared/declaration.ts';
export { type PartReader, type Protocol } from './protocols/protocol.ts';
export { type Writer } from './protocols/writers/writer.ts';
export { type EventContent, type WireEvent } from './wire/event.ts';
export { type ProtocolChoice, type ProtocolName } from './protocols/protocols.ts';
export {
  type AssistantTurn,
  type SkippedInteraction,
  type Transcript,
  transcript,
  type UserTurn,
} from './protocols/transcript.ts';
export { type Conversation, type Message } from './protocols/conversation.ts';
export { type Part } from './protocols/part.ts';
export { type ToolCall } from './protocols/turn.ts';
export { type Chunking } from './stream/chunking.ts';
export { type Pace } from './stream/pace.ts';
