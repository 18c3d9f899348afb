import type { SentRequest } from '../../acceptance/acceptance.ts';
import type { RecordedResponse } from '../../cassette/cassette.ts';
import { readCassette } from '../../node/cassette-files.ts';
import type { ProtocolName } from '../../protocols/protocols.ts';
import { parseJson } from '../../util/json.ts';
import { bodyText } from '../../wire/body.ts';

/** A request that a provider refuses, by one rule, at one place. */
export interface RefusedCase {
  protocol: ProtocolName;
  rule: string;
  /** What is wrong, for the title. */
  what: string;
  path: string;
  request: SentRequest;
  responses: readonly RecordedResponse[];
}

/** A request that a provider takes, and what it has answered before. */
export interface TakenRequest {
  request: SentRequest;
  responses: readonly RecordedResponse[];
}

/** Any JSON, to be changed in place. */
// eslint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** Reads an interaction of a cassette; those before it give the responses. */
export function taken(cassette: string, at: number, url?: string): TakenRequest {
  const { interactions } = readCassette(`cassettes/${cassette}.yaml`);
  const { request } = interactions[at]!;
  return {
    request: {
      method: request.method,
      url: url ?? request.url,
      body: parseJson(bodyText(request.body)),
    },
    responses: interactions.slice(0, at).map(({ response }) => response),
  };
}

/** Copies a request, its body changed. */
export function changed({ request, responses }: TakenRequest, change: (body: Json) => void) {
  const body = structuredClone(request.body);
  change(body);
  return { request: { ...request, body }, responses };
}

/** What makes a case: the rule, what is wrong, where, how the request is changed, and which. */
export type CaseRow = [
  rule: string,
  what: string,
  path: string,
  change: (body: Json) => void,
  base?: TakenRequest,
];

/** Makes cases of rows. */
export function casesOf(
  protocol: ProtocolName,
  base: TakenRequest,
  rows: readonly CaseRow[],
): RefusedCase[] {
  return rows.map(([rule, what, path, change, other]) => ({
    protocol,
    rule,
    what,
    path,
    ...changed(other ?? base, change),
  }));
}

/** What a request is, one that is taken, and how it is changed and still taken. */
export type TakenRow = [what: string, base: TakenRequest | undefined, change: (body: Json) => void];

/** Makes requests of rows, each with what it is. */
export function takenCasesOf(rows: readonly TakenRow[]): [what: string, TakenRequest][] {
  return rows.map(([what, base, change]) => [what, changed(base!, change)]);
}
