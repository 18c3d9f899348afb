import {
  header,
  type Interaction,
  type RecordedHeaders,
  type RecordedResponse,
} from '../../cassette/cassette.ts';
import { compact } from '../../util/json.ts';
import { bodyOf } from '../../wire/body.ts';
import { decompress } from './decompress.ts';
import { Unusable } from './unusable.ts';

/** A request and its response, as a source holds them. */
export interface ImportedExchange extends Pick<Interaction, 'request' | 'response'> {
  /** When the request began, in milliseconds since 1970; absent where the source does not say. */
  startedAt?: number;
  /** What this exchange lacks, and what was generated for it: sentences. */
  notes: readonly string[];
}

/** An exchange that is not in the cassette. */
export interface SkippedExchange {
  /** `''` where the source names none. */
  url: string;
  method: string;
  /** A clause without a full stop. */
  reason: string;
}

/** What an importer finds in a source, in its order. */
export interface Reading {
  exchanges: ImportedExchange[];
  skipped: SkippedExchange[];
  /** What holds for all of them: sentences. */
  notes: readonly string[];
}

/** Reads each item, and skips those that cannot be used: one damaged item must not cost the others. */
export async function readEach<T>(
  items: readonly T[],
  placeOf: (item: T) => Pick<SkippedExchange, 'url' | 'method'>,
  read: (item: T) => ImportedExchange | Promise<ImportedExchange>,
): Promise<Pick<Reading, 'exchanges' | 'skipped'>> {
  const exchanges: ImportedExchange[] = [];
  const skipped: SkippedExchange[] = [];
  for (const item of items) {
    try {
      exchanges.push(await read(item));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      skipped.push({ ...placeOf(item), reason: error.reason });
    }
  }
  return { exchanges, skipped };
}

/**
 * Makes headers of names and values: the values of a repeated name keep their order. Leaves out the
 * pseudo headers of HTTP/2, such as `:authority`.
 */
export function headersOf(
  pairs: Iterable<readonly [name: string, value: string]>,
): RecordedHeaders {
  const headers = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (name.startsWith(':')) continue;
    const values = headers.get(name);
    // Chrome joins the values of a repeated header by line ends.
    const more = value.split('\n');
    if (values) values.push(...more);
    else headers.set(name, more);
  }
  return Object.fromEntries(headers);
}

/** Headers that tell how a body was compressed, or how long it was then. */
const OF_COMPRESSED = new Set(['content-encoding', 'content-length']);

/**
 * Makes a response of the bytes of its body, which may be compressed as its headers say.
 * @throws Unusable where the body cannot be decompressed.
 */
export async function responseOf(
  head: Pick<RecordedResponse, 'code' | 'headers'> &
    Partial<Record<'status' | 'duration', string | undefined>>,
  bytes: Uint8Array,
): Promise<RecordedResponse> {
  const { code, headers, status, duration } = head;
  const encoding = header(headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') {
    return compact({ body: bodyOf(bytes), headers, status, code, duration });
  }
  const body = bodyOf(bytes);
  const kept = Object.entries(headers).filter(([name]) => !OF_COMPRESSED.has(name.toLowerCase()));
  return compact({
    uncompressed: true,
    // No compressed body is UTF-8, so that text was decompressed by the recorder.
    body: typeof body === 'string' ? body : bodyOf(await decompress(bytes, encoding)),
    headers: Object.fromEntries(kept),
    status,
    code,
    duration,
  });
}

/** Writes a time as a Go duration; undefined for what is not a time. */
export function durationOf(milliseconds: unknown): string | undefined {
  const isTime =
    typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds < Number.MAX_SAFE_INTEGER;
  return isTime ? `${Number(milliseconds.toFixed(3))}ms` : undefined;
}

/** Writes a status with its phrase; undefined without one, which HTTP/2 does not send. */
export function statusOf(code: number, phrase: unknown): string | undefined {
  return typeof phrase === 'string' && phrase !== '' ? `${code} ${phrase}` : undefined;
}
