import type { RecordedHeaders } from '../../../cassette/cassette.ts';
import { eventsOf } from '../../../cassette/events.ts';
import { formatValue } from '../../../util/format-value.ts';
import { asObject, isObject, type JsonObject, number, objects, text } from '../../../util/json.ts';
import { bodyOf } from '../../../wire/body.ts';
import { bytesOfBase64, bytesOfText } from '../body-bytes.ts';
import {
  durationOf,
  type ImportedExchange,
  headersOf,
  readEach,
  responseOf,
  statusOf,
} from '../exchange.ts';
import type { Importer, ImporterOptions } from '../importer.ts';
import { millisecondsOf, sseBody } from './mock-server-sse.ts';
import { beginsLike, requireJson, type Source } from '../source.ts';
import { Unusable } from '../unusable.ts';

const DEFAULT_ORIGIN = 'http://localhost:1080';

/** Expectations of MockServer: https://www.mock-server.com/mock_server/creating_expectations.html */
export const mockServer = {
  format: 'mockserver',
  mismatch(source) {
    if (source.json() === undefined) {
      return beginsLike(source, /"httpRequest"\s*:/) ? undefined : 'it is not JSON';
    }
    const isOne = expectationsOf(source).some((each) => isObject(each['httpRequest']));
    return isOne ? undefined : 'it has no "httpRequest"';
  },
  async read(source, options) {
    requireJson(source);
    const read = (each: JsonObject) => readExpectation(each, options);
    const place = (each: JsonObject) => placeOf(asObject(each['httpRequest']), options);
    return { ...(await readEach(expectationsOf(source), place, read)), notes: [] };
  },
} as const satisfies Importer;

function expectationsOf(source: Source): JsonObject[] {
  const json = source.json();
  return Array.isArray(json) ? json.map(asObject) : [asObject(json)];
}

async function readExpectation(
  each: JsonObject,
  options: ImporterOptions,
): Promise<ImportedExchange> {
  const httpRequest = asObject(each['httpRequest']);
  const { method, url } = placeOf(httpRequest, options);
  if (/[*+?^${}()|[\]\\]/.test(text(httpRequest['path']) ?? '')) {
    throw new Unusable('its path is a pattern, not the URL of a request');
  }
  const notes: string[] = [];
  const request = {
    method,
    url,
    headers: readHeaders(httpRequest['headers']),
    body: bodyOf(readBody(httpRequest['body'], notes)),
  };
  if (typeof httpRequest['method'] !== 'string') {
    notes.push('The method was not recorded: POST is assumed.');
  }
  if (options.url === undefined && hostOf(httpRequest) === undefined) {
    notes.push(`The host was not recorded: ${DEFAULT_ORIGIN} is assumed.`);
  }
  return { request, response: await readResponse(each, notes), notes };
}

function readResponse(each: JsonObject, notes: string[]): Promise<ImportedExchange['response']> {
  if (isObject(each['httpResponse'])) return readPlain(each['httpResponse'], notes);
  if (isObject(each['httpSseResponse'])) return readSse(each['httpSseResponse'], notes);
  const action = Object.keys(each).find((key) => key !== 'httpRequest' && key.startsWith('http'));
  throw new Unusable(`it holds no response, only ${action ?? 'a request'}`);
}

function readPlain(response: JsonObject, notes: string[]): Promise<ImportedExchange['response']> {
  return responseOf(headOf(response, notes), readBody(response['body'], notes));
}

async function readSse(
  response: JsonObject,
  notes: string[],
): Promise<ImportedExchange['response']> {
  if (response['templateType'] !== undefined) throw new Unusable('its events are templates');
  const events = objects(response['events']);
  const read = await responseOf(headOf(response, notes), bytesOfText(sseBody(events)));
  // The content type that MockServer sends by itself.
  const headers = { 'Content-Type': ['text/event-stream'], ...read.headers };
  const answer = { ...read, headers };
  const times = timesOf(events);
  if (times && times.length === eventsOf(answer).length) return { ...answer, event_times: times };
  if (events.some(({ delay }) => delay !== undefined)) {
    notes.push('The delays of the events are left out: some are not a fixed time.');
  }
  return answer;
}

/** Sums up the delays: MockServer waits before each event. Undefined where there are none. */
function timesOf(events: readonly JsonObject[]): number[] | undefined {
  let time = 0;
  if (!events.some(({ delay }) => delay !== undefined)) return undefined;
  const times = events.map(({ delay }) => Math.round((time += millisecondsOf(delay))));
  return Number.isSafeInteger(times.at(-1)) ? times : undefined;
}

function headOf(response: JsonObject, notes: string[]) {
  const { statusCode, reasonPhrase, headers, delay } = response;
  if (statusCode === undefined) notes.push('The status was not recorded: 200 is assumed.');
  const code = statusCode === undefined ? 200 : (number(statusCode) ?? 0);
  return {
    code,
    status: statusOf(code, reasonPhrase),
    headers: readHeaders(headers),
    duration: delay === undefined ? undefined : durationOf(millisecondsOf(delay)),
  };
}

function placeOf(request: JsonObject, { url }: ImporterOptions) {
  const method = text(request['method']) ?? 'POST';
  const path = text(request['path']) ?? '/';
  const scheme = request['secure'] === true ? 'https' : 'http';
  const host = hostOf(request);
  const base = url ?? (host === undefined ? DEFAULT_ORIGIN : `${scheme}://${host}`);
  const query = queryOf(request['queryStringParameters']);
  const full = URL.canParse(path, base) ? new URL(path, base).href : `${base}${path}`;
  return { method, url: query === '' ? full : `${full}?${query}` };
}

function hostOf(request: JsonObject): string | undefined {
  const headers = Object.entries(readHeaders(request['headers']));
  return headers.find(([name]) => name.toLowerCase() === 'host')?.[1][0];
}

function queryOf(parameters: unknown): string {
  const pairs = Object.entries(readHeaders(parameters)).flatMap(([name, values]) =>
    values.map((value) => [name, value]),
  );
  return new URLSearchParams(pairs).toString();
}

/** Reads headers: a map of lists, or a list of `{ name, values }`. */
function readHeaders(headers: unknown): RecordedHeaders {
  const named = Array.isArray(headers)
    ? objects(headers).map(({ name, values }) => [text(name) ?? '', values] as const)
    : Object.entries(asObject(headers));
  return headersOf(
    named.flatMap(([name, values]) =>
      [values]
        .flat()
        .flatMap((value) => (typeof value === 'string' ? [[name, value] as const] : [])),
    ),
  );
}

const REWRITTEN =
  'Bodies that were kept as parsed JSON were re-serialized, so their whitespace is not the original.';

/** Reads a body: text, JSON, or an object that says its type. */
function readBody(value: unknown, notes: string[]): Uint8Array {
  if (value === undefined || value === null) return new Uint8Array();
  if (typeof value === 'string') return bytesOfText(value);
  const { type, json, string, base64Bytes } = asObject(value);
  if (typeof base64Bytes === 'string') return bytesOfBase64(base64Bytes);
  if (type === undefined || (type === 'JSON' && typeof json !== 'string')) {
    notes.push(REWRITTEN);
    return bytesOfText(JSON.stringify(type === undefined ? value : json) ?? '');
  }
  if (typeof json === 'string') return bytesOfText(json);
  if (typeof string === 'string') return bytesOfText(string);
  notes.push(
    `Bodies of the type ${formatValue(type)} only describe what was sent: they are left out.`,
  );
  return new Uint8Array();
}
