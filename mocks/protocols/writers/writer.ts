import { invalid } from '../../util/check-options.ts';
import { isObject, type JsonObject, parseJson } from '../../util/json.ts';
import type { EventContent } from '../../wire/event.ts';
import type { AnswerUsage } from '../answer.ts';

/** Writes requests and responses as the clients and the provider of a protocol do. */
export interface Writer {
  /** Makes the URL of requests where none is given. */
  url(model: string, stream: boolean): string;
  /** Whether an answer streams where the request does not say. Default: it does not. */
  streamsByDefault?: true;
  /** Begins the ids of calls; absent if the provider gives none. */
  callId?: string;
  /** Writes the body of a request. */
  writeRequest(request: WrittenRequest): JsonObject;
  /** Writes what a response says, without the event of an error. */
  writeContent(response: WrittenResponse, style: ResponseStyle): WrittenContent;
  /** Writes an HTTP error. */
  writeError(error: { status: number; message: string }, url: string): WrittenError;
}

/** A stream in a media type, or one JSON document. */
export type WrittenContent =
  | {
      mediaType: string;
      events: EventContent[];
      /** Come last, also after an error. */
      closing?: EventContent[];
      headers?: Readonly<Record<string, string>>;
      /** Default: `\n` */
      lineEnd?: '\r\n';
    }
  | { json: unknown };

/** The body of an error: JSON, or plain text. */
export type WrittenError = { json: unknown } | { text: string };

/** What a response is to be like. */
export interface ResponseStyle {
  stream: boolean;
  /** `''` where the request names none. */
  model: string;
  /** The address of the request. */
  url: string;
  /** The parsed JSON of the request. */
  body: unknown;
}

/** A request to write. */
export interface WrittenRequest {
  url: string;
  model: string;
  stream: boolean;
  system: string | undefined;
  messages: readonly WrittenMessage[];
  /** The tools that the app runs, with the JSON schema of their arguments. */
  tools: readonly { name: string; parameters: JsonObject }[];
  /** The names of the tools that the provider runs. */
  serverTools: readonly string[];
  /** Whether the model is to show its reasoning. */
  reasoning: boolean;
  /** Whether tokens are to be counted. */
  usage: boolean;
}

export type WrittenMessage =
  | { role: 'user'; number: number; text: string }
  | { role: 'assistant'; response: WrittenResponse };

/** A response to write. */
export interface WrittenResponse {
  /** Makes the ids of a cassette unique: its responses are counted from 1. */
  number: number;
  /** One, and one more each time that the provider has run tools. */
  steps: readonly WrittenStep[];
  usage: AnswerUsage | undefined;
  finish: string | undefined;
  /** Whether an error comes before the end. */
  broken: boolean;
}

export interface WrittenStep {
  reasoning: readonly string[];
  text: readonly string[];
  calls: readonly WrittenCall[];
}

export interface WrittenCall {
  id: string | undefined;
  name: string;
  /** The fragments of the JSON of its arguments. */
  fragments: readonly string[];
  /** Undefined: there is none. */
  result: unknown;
  providerExecuted: boolean;
}

/** Tokens where none are counted. */
export const NO_USAGE: AnswerUsage = { input: 0, output: 0 };

/** Lists the calls of a response. */
export function callsOf({ steps }: WrittenResponse): WrittenCall[] {
  return steps.flatMap(({ calls }) => calls);
}

/** Joins the texts of a response. */
export function textOf({ steps }: WrittenResponse): string {
  return steps.flatMap(({ text }) => text).join('');
}

/** Joins the reasoning of a response. */
export function reasoningOf({ steps }: WrittenResponse): string {
  return steps.flatMap(({ reasoning }) => reasoning).join('');
}

export function argumentsText({ fragments }: WrittenCall): string {
  return fragments.join('');
}

/**
 * Parses the arguments of a call, for a place where they are not text.
 * @throws PlayheadError `bad-option` where they are not the JSON of an object.
 */
export function argumentsObject(call: WrittenCall): JsonObject {
  const text = argumentsText(call);
  const parsed = text === '' ? {} : parseJson(text);
  if (isObject(parsed)) return parsed;
  const expected = 'the JSON of an object, since this protocol sends them parsed';
  throw invalid(`arguments of ${call.name}`, text, expected);
}

/** Formats a result as text: a string as it is, all else as JSON. */
export function resultText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(result);
}

/**
 * Refuses the calls that the provider runs, where it has none such.
 * @throws PlayheadError `bad-option`
 */
export function refuseServerTools(protocol: string, names: readonly string[]): void {
  const [name] = names;
  if (name === undefined) return;
  const expected = `no providerExecuted, since no provider of ${protocol} runs tools`;
  throw invalid('tool call', { name, providerExecuted: true }, expected);
}
