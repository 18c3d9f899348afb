import {
  header,
  type RecordedHeaders,
  type RecordedRequest,
  type RecordedResponse,
} from '../../cassette/cassette.ts';
import { framingOf } from '../../cassette/events.ts';
import { mediaType } from '../../cassette/media-type.ts';
import { compact } from '../../util/json.ts';
import { type EditableBody, editableBody } from './body.ts';
import type { Collector } from './collector.ts';
import { headerTreatment } from './headers.ts';
import { kindOfParameter, partsOfUrl, type UrlPart } from './query.ts';
import type { EditableText } from './sources/source.ts';

/** Notes what was removed that is not a text of the collector. */
export type OnRemoved = (place: string, kind: string) => void;

type Values = Record<string, EditableText[]>;

/** Adds the texts of a request to the collector; returns what writes it with the replacements. */
export function editableRequest(
  request: RecordedRequest,
  collector: Collector,
  onRemoved: OnRemoved,
): () => RecordedRequest {
  const side = 'request';
  const url = collector.root(request.url);
  const requestUri = collector.root(request.request_uri ?? '');
  const host = collector.root(request.host ?? '');
  addUrl(
    collector,
    partsOfUrl(url, () => onRemoved('url user info', 'password')),
  );
  addUrl(
    collector,
    partsOfUrl(requestUri, () => onRemoved('request_uri user info', 'password')),
  );
  collector.text(host, 'request host');
  if (request.remote_addr) onRemoved('request remote_addr', 'ip address');
  const headers = editableHeaders(request.headers, `${side} header`, collector, onRemoved);
  const trailer = editableHeaders(request.trailer, `${side} trailer`, collector, onRemoved);
  const form = editableForm(request.form, collector);
  const type = header(request.headers, 'content-type') ?? '';
  const media = type.split(';', 1)[0]!.trim().toLowerCase();
  const body = editableBody(request.body, media, undefined, `${side} body`, collector);
  return () => {
    const { remote_addr: address, ...rest } = request;
    return compact({
      ...rest,
      ...resultOfBody(request, headers, body),
      remote_addr: address === '' ? address : undefined,
      url: url.result(),
      request_uri: request.request_uri === undefined ? undefined : requestUri.result(),
      host: request.host === undefined ? undefined : host.result(),
      trailer: trailer && resultOf(trailer),
      form: form && resultOf(form),
    });
  };
}

/** Adds the texts of a response to the collector; returns what writes it with the replacements. */
export function editableResponse(
  response: RecordedResponse,
  collector: Collector,
  onRemoved: OnRemoved,
): () => RecordedResponse {
  const side = 'response';
  const headers = editableHeaders(response.headers, `${side} header`, collector, onRemoved);
  const trailer = editableHeaders(response.trailer, `${side} trailer`, collector, onRemoved);
  const type = mediaType(response);
  const body = editableBody(response.body, type, framingOf(response), `${side} body`, collector);
  return () => {
    const sizes = response.chunk_sizes;
    return compact({
      ...response,
      ...resultOfBody(response, headers, body),
      trailer: trailer && resultOf(trailer),
      chunk_sizes: sizes && body.isEdited() ? body.chunkSizes(sizes) : sizes,
    });
  };
}

/** Writes the body, and its length where the length was that of the body. */
function resultOfBody(
  message: RecordedRequest | RecordedResponse,
  values: Values | undefined,
  body: EditableBody,
) {
  const headers = values ? resultOf(values) : message.headers;
  if (!body.isEdited()) return { headers, body: message.body };
  const { before, after } = body.lengths();
  const length = (value: string) => (value === String(before) ? String(after) : value);
  const adapted = Object.entries(headers).map(([name, list]) => [
    name,
    name.toLowerCase() === 'content-length' ? list.map(length) : list,
  ]);
  return {
    headers: Object.fromEntries(adapted) as RecordedHeaders,
    body: body.result(),
    content_length: message.content_length === before ? after : message.content_length,
  };
}

function addUrl(collector: Collector, parts: Iterable<UrlPart>): void {
  for (const { source, name, kind } of parts) collector.text(source, name, kind);
}

function editableHeaders(
  headers: RecordedHeaders | undefined,
  place: string,
  collector: Collector,
  onRemoved: OnRemoved,
): Values | undefined {
  if (!headers) return undefined;
  const kept: [string, EditableText[]][] = [];
  for (const [name, values] of Object.entries(headers)) {
    const at = `${place} ${name.toLowerCase()}`;
    const treatment = headerTreatment(name);
    if (treatment === 'drop') {
      onRemoved(at, /cookie/i.test(name) ? 'cookie' : 'ip address');
      continue;
    }
    const roots = values.map((value) => collector.root(value));
    for (const root of roots) addHeader(root, at, treatment?.kind, collector);
    kept.push([name, roots]);
  }
  return Object.fromEntries(kept);
}

function addHeader(
  root: EditableText,
  place: string,
  kind: string | undefined,
  collector: Collector,
): void {
  if (kind !== undefined) {
    collector.text(root, place, kind);
  } else if (/^https?:\/\//i.test(root.text)) {
    for (const part of partsOfUrl(root, () => {})) collector.text(part.source, place, part.kind);
  } else {
    collector.text(root, place);
  }
}

function editableForm(form: RecordedHeaders | undefined, collector: Collector): Values | undefined {
  if (!form) return undefined;
  const fields = Object.entries(form).map(([name, values]): [string, EditableText[]] => {
    const roots = values.map((value) => collector.root(value));
    for (const root of roots) {
      collector.text(root, `request form ${name}`, kindOfParameter(name));
    }
    return [name, roots];
  });
  return Object.fromEntries(fields);
}

const resultOf = (values: Values): RecordedHeaders =>
  Object.fromEntries(
    Object.entries(values).map(([name, roots]) => [name, roots.map((root) => root.result())]),
  );
