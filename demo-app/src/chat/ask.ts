import type { ModelMessage } from 'ai';
import type { Provider } from './providers.ts';
import type { StreamPart } from './stream-part.ts';

export interface Connection {
  provider: Provider;
  apiKey: string;
}

export interface Question {
  /** The conversation so far. */
  before: readonly ModelMessage[];
  text: string;
  /** The answer shall come in one piece. A back end of one's own streams in any case. */
  whole: boolean;
  /** Cancels the request, and the tools that run. */
  signal: AbortSignal;
}

export interface Listener {
  /** One more part has arrived. */
  onPart: (part: StreamPart) => void;
  /**
   * Another turn is complete: all that has been answered to this question, as it is to be sent
   * along with the next one. It comes before the part that ends the turn. A turn that failed is not
   * sent again: its calls have no results.
   */
  onSaid: (said: readonly ModelMessage[]) => void;
}

/** Asks, runs the tools that are called, and hands on what arrives. */
export type Ask = (question: Question, listener: Listener) => Promise<void>;

export const SYSTEM = 'You are a concise assistant. Use the tools for sums and for the weather.';
/** How often one question may be answered with calls. */
export const MAX_TURNS = 8;

/** An `Ask` that never throws: a failure is an `error` part. */
export function askOf({ provider, apiKey }: Connection): Ask {
  return async (question, listener) => {
    try {
      const { connect } = await provider.load();
      await connect({ ...provider, apiKey })(question, listener);
    } catch (error) {
      listener.onPart({ type: 'error', error });
    }
  };
}
