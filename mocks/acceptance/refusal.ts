import type { RecordedResponse } from '../cassette/cassette.ts';
import { formatValue } from '../util/format-value.ts';
import { isObject, type JsonObject } from '../util/json.ts';
import { shorten } from '../util/text.ts';
import type { Scope } from './scope.ts';

/** A reason for which a provider answers a request with 400 and no completion. */
export interface Refusal {
  /** The name of the rule: stable, in kebab case. Names are unique within a protocol. */
  rule: string;
  /** Where in the body, as a JSON path: `messages[3].tool_call_id`. */
  path: string;
  /** What is wrong there, with the value shortened. */
  message: string;
  /** The provider's own message; ids and names in it are those of the request it was said of. */
  providerMessage?: string;
  /** The address of the documentation, or of a report that quotes the provider. */
  source: string;
}

/** What is known of a rule. */
export interface Rule {
  providerMessage?: string;
  source: string;
  /** Default: every provider of the protocol. */
  appliesTo?: readonly Scope[];
}

/** The rules of one protocol by their names. */
export type Rules = Readonly<Record<string, Rule>>;

/** A broken rule: one for each place. */
export interface Finding<Name extends string = string> {
  rule: Name;
  path: string;
  message: string;
}

/** A request as its rules see it. */
export interface JudgedRequest {
  body: JsonObject;
  /** `''` where the request names none. */
  model: string;
  /** What the provider has answered in this conversation; empty where that is not known. */
  responses: readonly RecordedResponse[];
}

/** An object in a request, and its path. */
export interface Placed {
  path: string;
  value: JsonObject;
}

/** Lists the objects of a list with their paths; none for anything that is not a list. */
export function placed(list: unknown, path: string): Placed[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, at) => (isObject(value) ? [{ path: `${path}[${at}]`, value }] : []));
}

/** Formats a value for a message. */
export function shown(value: unknown): string {
  return shorten(formatValue(value), 60);
}

/** Makes a list of one finding, or of none. */
export function findingIf<Name extends string>(
  broken: boolean,
  rule: Name,
  path: string,
  message: string,
): Finding<Name>[] {
  return broken ? [{ rule, path, message }] : [];
}

/** Lists the values that stand in a list a second time. */
export function repeated<T>(list: readonly T[], keyOf: (value: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return list.filter((value) => {
    const key = keyOf(value);
    if (key === undefined) return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
