import type { Interaction } from 'playhead';
import { interactionsOf } from './provider.ts';

export const CARRIERS = ['page', 'service-worker'] as const;
export type RecordingCarrier = (typeof CARRIERS)[number];

/** Has two requests, each of which is answered by a stream. */
export const TWO_TURNS = 'groq/tool_streaming';

/** One cassette a protocol, and the framings and statuses that those leave out. */
const NAMES = [
  TWO_TURNS,
  'handmade/openai-responses/tool-loop',
  'handmade/anthropic/tool-loop',
  'handmade/bedrock/tool-loop',
  'handmade/google/tool-loop',
  'handmade/ollama/tool-loop',
  'handmade/ai-sdk-ui/plain-text',
  'handmade/openai-chat/refused-with-429',
  'handmade/openai-chat/plain-json',
  'handmade/openai-chat/byte-order-mark',
  'handmade/openai-chat/cut-in-an-event',
];

/** Their interactions, each with the name of its cassette: the first to each request. */
export const COPIED: readonly (readonly [name: string, interaction: Interaction])[] = NAMES.flatMap(
  (name) => {
    const bodies = interactionsOf(name).map(({ request }) => request.body);
    return interactionsOf(name)
      .filter((_each, at) => bodies.indexOf(bodies[at]!) === at)
      .map((each) => [name, each] as const);
  },
);
