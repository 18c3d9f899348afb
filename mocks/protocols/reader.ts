import { shorten } from '../util/text.ts';
import type { WireEvent } from '../wire/event.ts';
import { compact, isObject, type JsonObject, parseJson, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { PartReader } from './protocol.ts';

/**
 * Reads events whose data is a JSON object. Other data gives an error part; incomplete events and the
 * `[DONE]` that closes some streams give no part.
 */
export function objectReader(read: (chunk: JsonObject, event: WireEvent) => Part[]): PartReader {
  return (event) => {
    const { data, incomplete } = event;
    if (data === undefined || incomplete || data.trim() === '[DONE]') return [];
    const chunk = parseJson(data);
    if (isObject(chunk)) return read(chunk, event);
    return [notObject(data)];
  };
}

/** Makes the error part for an event that is not a JSON object. */
export function notObject(data: string): Part {
  return { type: 'error', message: `An event is not a JSON object: ${shorten(data, 80)}` };
}

/** Reads a response that is one JSON object. */
export function readObject(body: unknown, read: (object: JsonObject) => Part[]): Part[] {
  if (isObject(body)) return read(body);
  return [{ type: 'error', message: 'The response is not a JSON object' }];
}

/** Makes a part of a value, in a list: empty where the value is missing, empty or of another type. */
export function partOf(type: 'text' | 'reasoning' | 'finish' | 'usage', value: unknown): Part[] {
  if (type === 'usage') return isObject(value) ? [{ type, usage: value }] : [];
  const content = text(value);
  if (content === undefined) return [];
  return [type === 'finish' ? { type, reason: content } : { type, text: content }];
}

/** Makes a part of the arguments of a call, in a list: empty where there are none. */
export function argumentsOf(index: number, value: unknown): Part[] {
  const content = text(value);
  return content === undefined ? [] : [{ type: 'tool-arguments', index, text: content }];
}

type Text = string | undefined;

/** Makes the part that introduces a call. */
export function callPart(
  index: number,
  { id, name, providerExecuted }: { id?: Text; name?: Text; providerExecuted?: true | undefined },
): Part {
  return compact({ type: 'tool-call', index, id, name, providerExecuted });
}

/** Makes the part of an error: its message, or else `other`, or else its JSON. */
export function errorPart(error: unknown, other?: string): Part {
  const message = isObject(error) ? text(error['message']) : text(error);
  return { type: 'error', message: message ?? other ?? JSON.stringify(error ?? null) };
}

/** Joins fragments of paragraphs, each with a number of its own: an empty line goes before a new one. */
export function paragraphs(): (paragraph: number, fragment: unknown) => string {
  let last: number | undefined;
  return (paragraph, fragment) => {
    const content = text(fragment);
    if (content === undefined) return '';
    const isNew = last !== undefined && last !== paragraph;
    last = paragraph;
    return isNew ? `\n\n${content}` : content;
  };
}
