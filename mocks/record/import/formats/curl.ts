import { headerLines } from './header-lines.ts';
import { fromBinary, toBinary } from '../../../wire/body.ts';
import { compact } from '../../../util/json.ts';
import { type CurlExchange, readIncluded, readVerbose } from './curl-log.ts';
import { type ImportedExchange, headersOf, readEach, responseOf, statusOf } from '../exchange.ts';
import { givenRequest } from './given-request.ts';
import type { Importer, ImporterOptions } from '../importer.ts';
import { DAMAGED_HINT, type Source } from '../source.ts';
import { Unusable } from '../unusable.ts';

const HEAD_BYTES = 65_536;

/**
 * The output of `curl -N -v <url> > file 2>&1`, and of `curl -i`: https://curl.se/docs/manpage.html#-v
 */
export const curl = {
  format: 'curl',
  mismatch(source) {
    const start = toBinary(source.bytes.subarray(0, HEAD_BYTES));
    const isVerbose = /^> [A-Z]+ \S+ HTTP\/[\d.]+\r?$/m.test(start);
    return isVerbose || isHead(start) ? undefined : 'it has no line "> POST …" and no status line';
  },
  async read(source, options) {
    const text = toBinary(source.bytes);
    const isIncluded = isHead(text);
    const found = isIncluded ? [readIncluded(text)] : readVerbose(text);
    if (isIncluded && options.url === undefined) {
      throw source.error('`curl -i` prints no URL', 'Give it with url (--url)');
    }
    const read = (each: CurlExchange) => readExchange(each, options, isIncluded);
    const result = await readEach(found, (each) => placeOf(each, options), read);
    checkAny(source, result.skipped.length, found);
    return { ...result, notes: [] };
  },
} as const satisfies Importer;

function isHead(text: string): boolean {
  return /^HTTP\/[\d.]+ \d{3}/.test(text);
}

/** The only exchange of a file that ends in its headers is damage of the file. */
function checkAny({ error }: Source, skipped: number, [first, ...more]: CurlExchange[]): void {
  if (skipped === 0 || more.length > 0 || first?.isHeadComplete) return;
  const place = first?.response.length ? 'in the headers of the response' : 'before the response';
  throw error(`the output of curl ends ${place}`, DAMAGED_HINT);
}

function placeOf({ request, isSecure }: CurlExchange, { url }: ImporterOptions) {
  const [method = '', path = ''] = (request[0] ?? '').split(' ');
  const host = headerLines(request.slice(1)).find(([name]) => name.toLowerCase() === 'host')?.[1];
  const isFull = /^https?:/i.test(path);
  const printed = isFull ? path : `${isSecure ? 'https' : 'http'}://${host ?? ''}${path}`;
  return { method, url: url ?? printed };
}

async function readExchange(
  found: CurlExchange,
  options: ImporterOptions,
  isIncluded: boolean,
): Promise<ImportedExchange> {
  const { request, response, body, failure } = found;
  if (!found.isHeadComplete) throw new Unusable('curl printed no complete response to it');
  const [, code = '', phrase] = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/.exec(response[0] ?? '') ?? [];
  if (body === '' && !isIncluded && code.startsWith('2')) {
    throw new Unusable('curl printed no body of it: let it print to the same file, without `-o`');
  }
  const head = {
    code: Number(code),
    status: statusOf(Number(code), phrase),
    headers: headersOf(headerLines(response.slice(1))),
  };
  const printed = {
    ...placeOf(found, options),
    headers: headersOf(headerLines(request.slice(1))),
  };
  const given = givenRequest(options);
  return compact({
    request: isIncluded ? given.request : { ...printed, body: given.request.body },
    response: await responseOf(head, fromBinary(body)),
    startedAt: undefined,
    notes: [
      ...(failure === undefined ? [] : [`The transfer failed (${failure}): the body ends there.`]),
      ...(isIncluded ? given.notes : []),
    ],
  });
}
