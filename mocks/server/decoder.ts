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
  const stream = decompressor(name);
  if (!stream) {
    const end = () => Promise.reject(new Error(`its content-encoding is ${name}`));
    return { decodes: true, write: () => {}, end };
  }
  const ended = new Promise<Buffer>((resolve, reject) => {
    stream
      .on('data', add)
      .on('error', reject)
      .on('end', () => resolve(Buffer.concat(pieces)));
  });
  ended.catch(() => {}); // `end` tells of it
  return {
    decodes: true,
    write: (bytes) => void stream.write(bytes),
    end() {
      stream.end();
      return ended;
    },
  };
}

/** Flushes with each chunk: else nothing comes before the end. */
function decompressor(encoding: string): Transform | undefined {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip({ flush: Z_SYNC_FLUSH });
    case 'deflate':
      return zlib.createInflate({ flush: Z_SYNC_FLUSH });
    case 'br':
      return zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH });
    case 'zstd':
      return createZstdDecompress?.();
    default:
      return undefined;
  }
}
