import type { AppRequest } from 'playhead/playwright';

/** The fields of an OpenAI-compatible request that the specs look at. */
export interface CompletionRequest {
  stream: boolean;
  messages: {
    role: string;
    content: string | null;
    tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
    tool_call_id?: string;
  }[];
  tools: { function: { name: string } }[];
}

/** Reads the body of a request as a completion request. */
export function completionOf({ body }: AppRequest): CompletionRequest {
  return body as CompletionRequest;
}
