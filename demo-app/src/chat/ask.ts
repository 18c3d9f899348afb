import type { ModelMessage } from 'ai';
import type { Provider } from './providers.ts';
import type { StreamPart } from './stream-part.ts';

export interface Connection {
  provider: Provider;
  apiKey: string;
}

/** How an answer is asked for. */
export interface Asking {
  /** In one piece, not as a stream. A back end of one's own streams in any case. */
  whole: boolean;
}

/**
 * Asks, runs the tools that are called, and hands on each part as it arrives.
 * @param before the conversation so far
 * @returns the conversation as it is to be sent next time; without a question that got no answer,
 * so that to send it again is to ask it for the first time
 */
export type Ask = (
  before: readonly ModelMessage[],
  text: string,
  onPart: (part: StreamPart) => void,
  asking: Asking,
) => Promise<readonly ModelMessage[]>;

export const SYSTEM = 'You are a concise assistant. Use the tools for sums and for the weather.';
/** How often one question may be answered with calls. */
export const MAX_TURNS = 8;

/** An `Ask` that never throws: a failure is an `error` part. */
export function askOf({ provider, apiKey }: Connection): Ask {
  return async (before, text, onPart, asking) => {
    try {
      const { connect } = await provider.load();
      return await connect({ ...provider, apiKey })(before, text, onPart, asking);
    } catch (error) {
      onPart({ type: 'error', error });
      return before;
    }
  };
}
