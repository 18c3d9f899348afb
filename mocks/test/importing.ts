import type { RecordedResponse } from '../cassette/cassette.ts';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { importRecording, type Imported, type ImportOptions } from '../record/import/import.ts';
import { createReplay } from '../replay/replay.ts';
import { canonicalJson } from '../util/json.ts';
import { PlayheadError } from '../util/error.ts';
import { bodyBytes, bodyText } from '../wire/body.ts';
import { joinEvents } from '../wire/events.ts';

/** A file to import; an object is written as JSON. */
export type Content = string | Uint8Array | object;

/** The name of the files that `importing` imports. */
export const FILE = 'recording.txt';

export function bytesOf(content: Content): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return bodyBytes(typeof content === 'string' ? content : JSON.stringify(content));
}

/**
 * Imports a file, and checks what holds for each: the cassette survives being written and read, and
 * each request replays its response.
 */
export async function importing(content: Content, options: ImportOptions = {}): Promise<Imported> {
  const imported = await importRecording(bytesOf(content), { file: FILE, ...options });
  const { cassette } = imported;
  const again = parseCassette(formatCassette(cassette), { file: FILE });
  if (canonicalJson(again) !== canonicalJson(cassette)) {
    throw new Error(`Not the same: ${canonicalJson(again)}\n${canonicalJson(cassette)}`);
  }
  const replay = createReplay([cassette]);
  for (const { request, response } of cassette.interactions) {
    const { method, url, body } = request;
    const reply = replay.respond({ method, url: new URL(url).href, body: bodyText(body) });
    if ('miss' in reply) throw new Error(reply.miss.message);
    const replayed = joinEvents(reply.delivery.events);
    if (JSON.stringify(replayed) !== JSON.stringify(response.body)) {
      throw new Error(`${url} replays ${bodyText(replayed)}`);
    }
  }
  return imported;
}

/** Imports a file of one response. */
export async function responseOf(
  content: Content,
  options?: ImportOptions,
): Promise<RecordedResponse> {
  const { cassette } = await importing(content, options);
  return cassette.interactions[0]!.response;
}

/** Imports a file that must be refused, and returns the error. */
export async function importError(content: Content, options?: ImportOptions) {
  try {
    await importRecording(bytesOf(content), { file: FILE, ...options });
  } catch (error) {
    if (error instanceof PlayheadError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

/** A conversation as bytes that importers must not change: CRLF, `°`, an emoji, blank lines at the end. */
export const REQUEST = JSON.stringify({
  model: 'model-a',
  messages: [{ role: 'user', content: 'How warm is it? 🌡️' }],
  stream: true,
});
const delta = (content: string) =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
export const STREAM = `: hi\n\ndata: ${delta('21 °C ')}\r\n\r\ndata: ${delta('😀\u2028')}\n\ndata: [DONE]\n\n\n \n`;
export const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';
