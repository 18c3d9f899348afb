import type { FinishReason, LanguageModel, UIMessage } from 'ai';

/** Who answers. */
export interface Provider {
  /** Also the folder of its cassettes. */
  id: string;
  name: string;
  /** Where its API is: the security policy lets requests go there. A path is one of this server. */
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

/** What a client library needs to know. */
export interface Access extends Pick<Provider, 'id' | 'baseURL' | 'model'> {
  apiKey: string;
  fetch: typeof fetch;
}

export type CreateModel = (access: Access) => Model;

/** A model that the AI SDK can ask. */
export type Model = Extract<LanguageModel, { specificationVersion: 'v3' }>;

type StreamResult = Awaited<ReturnType<Model['doStream']>>;
export type ModelPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;

/** What a UI message does not say of itself. */
export interface Metadata {
  /** How many of its steps, each a completion, are complete. */
  finished?: number;
  finishReason?: FinishReason;
  /** The person stopped it. */
  stopped?: true;
  /** Of a question: the answer that stays until a new one begins. */
  previous?: ChatMessage;
}

export type ChatMessage = UIMessage<Metadata>;
export type ChatPart = ChatMessage['parts'][number];
