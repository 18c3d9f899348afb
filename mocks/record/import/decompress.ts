import { concatBytes } from '../../wire/body.ts';
import { Unusable } from './unusable.ts';

/** Stops before a small file fills the memory. */
const MAX_BYTES = 200_000_000;

/** What a `content-encoding` is called by `DecompressionStream`: https://compression.spec.whatwg.org/ */
const FORMATS = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'brotli'],
  ['zstd', 'zstd'],
]);

/**
 * Decompresses a body.
 * @param encoding the header `content-encoding`; several are undone from the last to the first
 * @throws Unusable for an encoding that this platform does not know, and for damaged bytes.
 */
export async function decompress(bytes: Uint8Array, encoding: string): Promise<Uint8Array> {
  let plain = bytes;
  for (const name of encoding.split(',').toReversed()) {
    if (name.trim() !== 'identity') plain = await decompressOnce(plain, name.trim());
  }
  return plain;
}

async function decompressOnce(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const stream = openStream(FORMATS.get(name));
  if (!stream) {
    throw new Unusable(
      `its body is compressed with ${name}, which cannot be decompressed here: record it with the request header "accept-encoding: identity"`,
    );
  }
  const writer = stream.writable.getWriter();
  // What fails here fails in the reader too.
  writer.write(Uint8Array.from(bytes)).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return concatBytes(pieces);
      pieces.push(value);
      length += value.length;
      if (length > MAX_BYTES) break;
    }
  } catch {
    throw new Unusable(`its body is not ${name}, as its headers say, or it is truncated`);
  }
  await reader.cancel();
  throw new Unusable(`its body is longer than ${MAX_BYTES / 1e6} MB when decompressed`);
}

/** Brotli and zstd are known to some platforms only. */
function openStream(format: string | undefined): DecompressionStream | undefined {
  if (format === undefined) return undefined;
  try {
    return new DecompressionStream(format as CompressionFormat);
  } catch {
    return undefined;
  }
}
