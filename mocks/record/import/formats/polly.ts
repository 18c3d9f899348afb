import { isObject, type JsonObject, parseJson } from '../../../util/json.ts';
import { concatBytes } from '../../../wire/body.ts';
import { bytesOfBase64, bytesOfHex } from '../body-bytes.ts';
import { textBytes } from './har-entry.ts';
import { entriesOf, logOf, readHar } from './har.ts';
import type { Importer } from '../importer.ts';
import { beginsLike, type Source } from '../source.ts';

/**
 * A recording of Polly.JS: a HAR with keys and bodies of its own.
 * https://github.com/Netflix/pollyjs/tree/master/packages/%40pollyjs/persister/src/har
 */
export const polly = {
  format: 'polly',
  mismatch(source) {
    if (entriesOf(source)) return isPolly(source) ? undefined : 'Polly.JS did not write it';
    if (source.json() !== undefined) return 'it has no list "log.entries"';
    const isDamaged = beginsLike(source, /^\s*\{\s*"log"\s*:\s*\{\s*"_recordingName"/);
    return isDamaged ? undefined : 'it is not JSON';
  },
  // eslint-disable-next-line typescript/require-await
  read: (source) => readHar(source, async (content) => contentBytes(content)),
} as const satisfies Importer;

function isPolly(source: Source): boolean {
  const { creator, _recordingName } = logOf(source);
  return (
    typeof _recordingName === 'string' || (isObject(creator) && creator['name'] === 'Polly.JS')
  );
}

/**
 * Reads a body. One that is not a text, or was sent compressed, is a JSON list of its chunks, each in
 * base64, or in hexadecimal digits before version 6 (`_isBinary`):
 * https://github.com/Netflix/pollyjs/blob/master/packages/%40pollyjs/adapter-node-http/src/index.js
 */
function contentBytes(content: JsonObject): Uint8Array | undefined {
  const { text, encoding, _isBinary } = content;
  const isEncoded = encoding === 'base64' || encoding === 'hex' || _isBinary === true;
  if (typeof text !== 'string' || !isEncoded) return textBytes(content);
  const decode = encoding === 'base64' ? bytesOfBase64 : bytesOfHex;
  const chunks = parseJson(text);
  if (!Array.isArray(chunks)) return decode(text);
  return concatBytes(chunks.map((chunk) => decode(typeof chunk === 'string' ? chunk : '')));
}
