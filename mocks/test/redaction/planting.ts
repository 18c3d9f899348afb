import type { Interaction, RecordedRequest, RecordedResponse } from '../../cassette/cassette.ts';
import { chunk, interaction, streamOf, user } from '../samples.ts';
import { letters } from './secrets.ts';

/** An interaction with one secret in it. */
export interface Plant {
  name: string;
  kind: string;
  /** The place that must be named. */
  place: string | RegExp;
  secret: string;
  /** The secret as it stands there in pieces. */
  interaction: Interaction;
}

export const base = () =>
  interaction([user('Hi')], streamOf(chunk({ content: 'Hello' }), '[DONE]'));

export const withRequest = (more: Partial<RecordedRequest>): Interaction => {
  const made = base();
  return { ...made, request: { ...made.request, ...more } };
};
export const withResponse = (more: Partial<RecordedResponse>): Interaction => {
  const made = base();
  return { ...made, response: { ...made.response, ...more } };
};
export const json = (value: unknown): Partial<RecordedResponse> => ({
  headers: { 'Content-Type': ['application/json'] },
  body: JSON.stringify(value),
});
export const sse = (...chunks: unknown[]) => withResponse({ body: streamOf(...chunks, '[DONE]') });
export const quoted = (text: string) => JSON.stringify(text).slice(1, -1);

/** Cuts a text into pieces of these lengths, the rest in one more. */
export function cut(text: string, ...lengths: number[]): string[] {
  let at = 0;
  const pieces = lengths.map((length) => text.slice(at, (at += length)));
  return [...pieces, text.slice(at)];
}

export function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Makes a key without a shape. */
export const key = (seed: number) => letters(30, seed);
