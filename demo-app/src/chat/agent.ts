import { simulateStreamingMiddleware, stepCountIs, ToolLoopAgent, wrapLanguageModel } from 'ai';
import { detectTruncation } from './sdk-fixes/detect-truncation.ts';
import { serverTools } from './sdk-fixes/parts.ts';
import { MAX_STEPS } from './steps.ts';
import { tools } from './tools.ts';
import type { TrackedFetch } from './tracked-fetch.ts';
import type { Model } from './types.ts';

const SYSTEM = 'You are a concise assistant. Use the tools for sums and for the weather.';

const inOnePiece = simulateStreamingMiddleware();

interface AgentOptions {
  whole: boolean;
  connection: TrackedFetch;
}

/** Makes an agent that asks the model from the page, and runs the tools there. */
export function createAgent(model: Model, { whole, connection }: AgentOptions) {
  const settings = {
    model: wrapLanguageModel({
      model,
      middleware: whole ? [inOnePiece, serverTools] : [serverTools, detectTruncation(connection)],
    }),
    instructions: SYSTEM,
    tools,
    stopWhen: [stepCountIs(MAX_STEPS), hasFailed],
    maxRetries: 0,
    // Errors also arrive as parts, which are shown. `streamText` would log them besides.
    onError: () => {},
  };
  return new ToolLoopAgent(settings);
}

/** Tells whether the answer has failed: it is not continued, as a call that was cut short is an error to the model. */
function hasFailed({ steps }: { steps: readonly { finishReason: string }[] }): boolean {
  return steps.at(-1)?.finishReason === 'error';
}
