import type { Transform } from 'node:stream';
import zlib from 'node:zlib';

/** Newer than the types of the oldest Node that this runs on: https://nodejs.org/api/zlib.html */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

/** The content encodings that can be read here: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1 */
export const DECODABLE = createZstdDecompress
  ? /^(?:gzip|x-gzip|deflate|br|zstd|identity|\*)$/i
  : /^(?:gzip|x-gzip|deflate|br|identity)$/i;

/** Reads a body without its compression, as far as it has come. */
export interface Decoder {
  /** There is a compression. */
  decodes: boolean;
  write(bytes: Buffer): void;
  /** Resolves with the whole body; rejects where the compression is broken or not known. */
  end(): Promise<Buffer>;
}

/**
 * @param encoding the value of `content-encoding`
 * @param onDecoded called with each piece, when it has come
 */
export function createDecoder(
  encoding: string | undefined,
  onDecoded: (bytes: Buffer) => void,
): Decoder {
  const pieces: Buffer[] = [];
  const add = (bytes: Buffer) => {
    pieces.push(bytes);
    onDecoded(bytes);
  };
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') {
    return { decodes: false, write: add, end: async () => Buffer.concat(pieces) };
  }
  let decoding: { stream: Transform; ended: Promise<Buffer> } | undefined;

  /** Begins with the first bytes: a response without any, as to HEAD, is not compressed. */
  function begin(first: Buffer): typeof decoding {
    const stream = decompressor(name, first);
    if (!stream) return undefined;
    const ended = new Promise<Buffer>((resolve, reject) => {
      stream
        .on('data', add)
        .on('error', reject)
        .on('end', () => resolve(Buffer.concat(pieces)));
    });
    ended.catch(() => {}); // `end` tells of it
    return { stream, ended };
  }

  let isEmpty = true;
  return {
    decodes: true,
    write(bytes) {
      if (isEmpty) decoding = begin(bytes);
      isEmpty = false;
      decoding?.stream.write(bytes);
    },
    async end() {
      if (isEmpty) return Buffer.alloc(0);
      if (!decoding) throw new Error(`its content-encoding is ${name}`);
      decoding.stream.end();
      return decoding.ended;
    },
  };
}

/** Flushes with each chunk: else nothing comes before the end. */
function decompressor(encoding: string, first: Buffer): Transform | undefined {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip({ flush: Z_SYNC_FLUSH });
    case 'deflate':
      // Some servers leave its header out: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2
      return (first[0]! & 0x0f) === 8
        ? zlib.createInflate({ flush: Z_SYNC_FLUSH })
        : zlib.createInflateRaw({ flush: Z_SYNC_FLUSH });
    case 'br':
      return zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH });
    case 'zstd':
      return createZstdDecompress?.();
    default:
      return undefined;
  }
}
