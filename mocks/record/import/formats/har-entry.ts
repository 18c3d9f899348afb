import type { RecordedResponse } from '../../../cassette/cassette.ts';
import { eventsOf } from '../../../cassette/events.ts';
import { asObject, compact, type JsonObject, number, objects, text } from '../../../util/json.ts';
import { maskedUrl } from '../../../util/masked-url.ts';
import { bodyOf } from '../../../wire/body.ts';
import { bytesOfBase64, bytesOfText } from '../body-bytes.ts';
import { durationOf, type ImportedExchange, headersOf, responseOf, statusOf } from '../exchange.ts';
import { isAsset, NOT_A_COMPLETION, unusableReason } from '../unusable-reason.ts';
import { Unusable } from '../unusable.ts';

/** Reads the bytes of a body from `content` or `postData`; undefined where it has none. */
export type ContentReader = (content: JsonObject) => Promise<Uint8Array | undefined>;

/** Where a HAR entry went. */
export function placeOf(entry: JsonObject) {
  const request = asObject(entry['request']);
  return { url: text(request['url']) ?? '', method: text(request['method']) ?? '' };
}

/**
 * Reads an entry of a HAR: http://www.softwareishard.com/blog/har-12-spec/#entries
 * @throws Unusable where it cannot be replayed, or its body is missing.
 */
export async function readEntry(
  entry: JsonObject,
  readBytes: ContentReader,
): Promise<ImportedExchange> {
  const request = asObject(entry['request']);
  const response = asObject(entry['response']);
  const { url, method } = placeOf(entry);
  const code = number(response['status']) ?? 0;
  if (isWebSocket(entry, url)) {
    throw new Unusable('it is a WebSocket, whose messages are not an HTTP response');
  }
  const reason = unusableReason({ url, method, code });
  if (reason !== undefined) throw new Unusable(reason);
  const content = asObject(response['content']);
  if (isAsset(url, mimeTypeOf(content))) throw new Unusable(NOT_A_COMPLETION);

  const bytes = await readBytes(content);
  if (bytes === undefined) checkIsEmpty(entry, content);
  const head = {
    code,
    headers: headersOf(pairsOf(response['headers'])),
    status: statusOf(code, response['statusText']),
    duration: durationOf(asObject(entry['timings'])['wait']),
  };
  const read = await responseOf(head, bytes ?? new Uint8Array());
  const startedAt = Date.parse(text(entry['startedDateTime']) ?? '');
  const times = eventTimes(entry, startedAt, read);
  const sent = await readBytes(asObject(request['postData']));
  return compact({
    request: {
      method,
      url: url.replace(/#.*/s, ''),
      headers: headersOf(pairsOf(request['headers'])),
      body: bodyOf(sent ?? new Uint8Array()),
    },
    response: times ? { ...read, event_times: times } : read,
    startedAt: Number.isFinite(startedAt) ? startedAt : undefined,
    notes: [...cutNotes(entry, url), ...shortNotes(content, bytes, url)],
  });
}

/** Reads the bytes of a text, which is base64 where `encoding` says so. */
export function textBytes({ text: body, encoding }: JsonObject): Uint8Array | undefined {
  if (typeof body !== 'string') return undefined;
  return encoding === 'base64' ? bytesOfBase64(body) : bytesOfText(body);
}

/** Chrome and Playwright name them so; any entry of such a URL is one. */
function isWebSocket(entry: JsonObject, url: string): boolean {
  const isMarked = entry['_resourceType'] === 'websocket' || '_webSocketMessages' in entry;
  return isMarked || /^wss?:/i.test(url);
}

function pairsOf(headers: unknown): [name: string, value: string][] {
  return objects(headers).flatMap(({ name, value }) =>
    typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [],
  );
}

function mimeTypeOf(content: JsonObject): string {
  return (text(content['mimeType']) ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

const STREAM = /^(?:text\/event-stream|application\/(?:x-ndjson|jsonl|vnd\.amazon\.eventstream))$/;
const HOW_TO_GET_IT =
  'record it with `recordHar: { content: "embed" }` of Playwright or with `curl -N -v`, or export the HAR again with DevTools open from before the request; wait for the end of the response before you leave the page';

/** Chrome often keeps no body of a stream, and Firefox leaves out long ones. */
function checkIsEmpty(entry: JsonObject, content: JsonObject): void {
  if (objects(entry['_eventSourceMessages']).length > 0) {
    throw new Unusable(
      `the file holds the messages of the stream, but not its bytes: ${HOW_TO_GET_IT}`,
    );
  }
  if (content['size'] !== 0 || STREAM.test(mimeTypeOf(content))) {
    throw new Unusable(`the browser kept no body of it: ${HOW_TO_GET_IT}`);
  }
}

function cutNotes(entry: JsonObject, url: string): string[] {
  const error = text(asObject(entry['response'])['_error']) ?? text(entry['_failureText']);
  if (error === undefined) return [];
  return [
    `The response of ${maskedUrl(url)} was cut off (${error}): its body ends where the connection broke.`,
  ];
}

function shortNotes(content: JsonObject, bytes: Uint8Array | undefined, url: string): string[] {
  const size = number(content['size']) ?? 0;
  if (!bytes || bytes.length >= size) return [];
  return [
    `The body of ${maskedUrl(url)} has ${bytes.length} bytes of ${size}: the browser kept no more.`,
  ];
}

/** Parts of the time before the headers, in milliseconds: `ssl` is within `connect`. */
const BEFORE_HEADERS = ['blocked', 'dns', 'connect', 'send', 'wait'];
const A_DAY = 86_400_000;

/**
 * Reads when the events came from what Chrome's EventStream tab shows, in seconds since 1970;
 * undefined unless they are the events of the body, one by one.
 */
function eventTimes(
  entry: JsonObject,
  startedAt: number,
  response: RecordedResponse,
): number[] | undefined {
  const messages = objects(entry['_eventSourceMessages']);
  if (messages.length === 0 || messages.length !== eventsOf(response).length) return undefined;
  const timings = asObject(entry['timings']);
  const spent = BEFORE_HEADERS.map((part) => Math.max(0, number(timings[part]) ?? 0));
  const headersAt = spent.reduce((total, each) => total + each, startedAt);
  const times = messages.map(({ time }) =>
    Math.round((number(time) ?? Number.NaN) * 1000 - headersAt),
  );
  const rises = times.every((time, at) => time >= (times[at - 1] ?? -1000) && time < A_DAY);
  return rises ? times.map((time) => Math.max(0, time)) : undefined;
}
