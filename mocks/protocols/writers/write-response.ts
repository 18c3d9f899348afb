import { invalid } from '../../util/check-options.ts';
import type { RecordedResponse } from '../../cassette/cassette.ts';
import { framingFor, joinEvents } from '../../wire/events.ts';
import type { Answer } from '../answer.ts';
import type { Protocol } from '../protocol.ts';
import type { ResponseStyle, WrittenResponse, Writer } from './writer.ts';

/** Makes a response of one JSON document. */
export function jsonResponse(json: unknown, code = 200): RecordedResponse {
  return wholeResponse('application/json', JSON.stringify(json), code);
}

function wholeResponse(mediaType: string, body: string, code: number): RecordedResponse {
  return { code, headers: { 'Content-Type': [mediaType] }, body };
}

/**
 * Writes a response in the format of a protocol.
 * @throws PlayheadError `bad-option` for an error inside a response that does not stream.
 */
export function writeResponse(
  { writer, errorEvent }: Pick<Protocol, 'errorEvent'> & { writer: Writer },
  response: WrittenResponse,
  style: ResponseStyle,
  error?: Answer['error'],
): RecordedResponse {
  if (typeof error === 'object') {
    const written = writer.writeError(error, style.url);
    if ('json' in written) return jsonResponse(written.json, error.status);
    return wholeResponse('text/plain; charset=utf-8', written.text, error.status);
  }
  const content = writer.writeContent(response, style);
  if (error !== undefined && ('json' in content || !errorEvent)) {
    const reason = 'json' in content ? 'response is not a stream of' : 'protocol has no error';
    throw invalid('error', error, `{ status, message }, since the ${reason} events`);
  }
  if ('json' in content) return jsonResponse(content.json);
  const { mediaType, events, closing = [], headers = {}, lineEnd = '\n' } = content;
  const place = { url: style.url, position: events.length };
  const failure = error === undefined ? [] : [errorEvent!(error, place)];
  const framing = framingFor(mediaType, '')!;
  const raws = [...events, ...failure, ...closing].map((event) => framing.write(event));
  const all = Object.entries({ 'Content-Type': mediaType, ...headers });
  return {
    code: 200,
    headers: Object.fromEntries(all.map(([name, value]) => [name, [value]])),
    body: joinEvents(
      raws.map((raw) => ({
        raw: typeof raw === 'string' && lineEnd !== '\n' ? raw.replaceAll('\n', lineEnd) : raw,
      })),
    ),
  };
}
