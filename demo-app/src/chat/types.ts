import type { FinishReason, LanguageModel, UIMessage } from 'ai';

/** A service that answers. */
export interface Provider {
  /** Also the folder of its cassettes. */
  id: string;
  name: string;
  /** The address of its API, which the security policy allows. A path is one of this server. */
  baseURL: string;
  model: string;
  /** It asks for no API key. */
  keyless?: true;
  /** Loads its client library. Absent: it is a back end that streams UI messages. */
  load?: () => Promise<{ createModel: CreateModel }>;
}

export interface Connection {
  provider: Provider;
  apiKey: string;
  /** Requests answers in one piece. A back end of one's own streams in any case. */
  whole: boolean;
}

/** The settings of a client library. */
export interface Access extends Pick<Provider, 'id' | 'baseURL' | 'model'> {
  apiKey: string;
  fetch: typeof fetch;
}

export type CreateModel = (access: Access) => Model;

/** A model that the AI SDK can ask. */
export type Model = Extract<LanguageModel, { specificationVersion: 'v3' }>;

type StreamResult = Awaited<ReturnType<Model['doStream']>>;
export type ModelPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;

/** Facts about a message that `useChat` does not keep. */
export interface Metadata {
  /** Counts the steps, each a completion, that are complete. */
  finished?: number;
  finishReason?: FinishReason;
  /** The person stopped it. */
  stopped?: true;
  /** Of a question: the answer that stays until a new one begins. */
  previous?: ChatMessage;
}

export type ChatMessage = UIMessage<Metadata>;
export type ChatPart = ChatMessage['parts'][number];
