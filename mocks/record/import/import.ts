import type { Cassette } from '../../cassette/cassette.ts';
import { requestProblem } from '../../cassette/request-problem.ts';
import { checkChoice, checkOption, checkOptions } from '../../util/check-options.ts';
import { compact, isJson } from '../../util/json.ts';
import { requestName } from '../../util/masked-url.ts';
import type { ImportedExchange, SkippedExchange } from './exchange.ts';
import { IMPORT_FORMATS, type ImportFormat, importerOf } from './formats.ts';
import type { ImporterOptions } from './importer.ts';
import { notesOn } from './notes.ts';
import { NOT_A_COMPLETION } from './unusable-reason.ts';
import { select } from './select.ts';
import { createSource, type Source } from './source.ts';

/** Options of `importRecording`. */
export interface ImportOptions extends ImporterOptions {
  /** The file name for messages; the file is not opened. */
  file?: string;
  /** The format of the file. Default: detected from its content */
  format?: ImportFormat;
}

/** A cassette that was made of the recording of another tool. */
export interface Imported {
  format: ImportFormat;
  cassette: Cassette;
  /** What the file did not hold, and what was generated for it: sentences. */
  notes: string[];
  /** What of the file is not in the cassette, with the reason. */
  skipped: SkippedExchange[];
}

/**
 * Makes a cassette of what other tools record: HAR files, recordings of Polly.JS, cassettes of vcrpy,
 * output of curl, bodies of responses, expectations of MockServer, fixtures of aimock.
 *
 * Keeps completions of the known protocols, and lists of models, embeddings and moderations. Where no
 * exchange is of a known protocol, keeps every stream. Bodies survive byte for byte, decompressed.
 *
 * @param bytes the content of the file
 * @throws PlayheadError `bad-import` where the format is unknown, the file is damaged, or nothing in it
 *   can be replayed; `bad-option`; for a damaged YAML file also those of `parseCassette`.
 * @example
 * const { cassette, notes } = await importRecording(await readFile('chat.har'), { file: 'chat.har' });
 * await writeFile('cassettes/chat.yaml', formatCassette(cassette));
 */
export async function importRecording(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<Imported> {
  checkImportOptions(options);
  const source = createSource(bytes, options.file);
  const importer = importerOf(source, options.format);
  const { format } = importer;
  const { exchanges, skipped, notes } = await importer.read(source, options);
  const { kept, ...selection } = importer.keepsAll
    ? { kept: exchanges, skipped: [], isUnknownProtocol: false }
    : select(exchanges);
  const allSkipped = [...skipped, ...selection.skipped];
  if (kept.length === 0 && !importer.keepsAll) throw nothingKept(source, allSkipped);
  const protocolNotes = selection.isUnknownProtocol ? [UNKNOWN_PROTOCOL] : [];
  const found = kept.flatMap((each) => each.notes);
  return {
    format,
    cassette: cassetteOf(kept, options.file),
    notes: [...new Set([...protocolNotes, ...notes, ...found, ...notesOn(kept)])],
    skipped: allSkipped,
  };
}

const UNKNOWN_PROTOCOL =
  'No exchange is of a known protocol: every response that is a stream was kept.';

function cassetteOf(exchanges: readonly ImportedExchange[], file: string | undefined): Cassette {
  const interactions = exchanges.map(({ request, response }, id) => ({ id, request, response }));
  return compact({ file, version: 2, interactions });
}

const MAX_SHOWN = 3;

/** Shows first why what may be a completion was left out. */
function nothingKept(source: Source, skipped: readonly SkippedExchange[]) {
  if (skipped.length === 0) return source.error('it holds no exchange', 'Record it again');
  const isOther = ({ reason }: SkippedExchange) => Number(reason === NOT_A_COMPLETION);
  const shown = skipped.toSorted((a, b) => isOther(a) - isOther(b)).slice(0, MAX_SHOWN);
  const list = shown.map((each) => `${requestName(each)}: ${each.reason}`).join('; ');
  const more = skipped.length > MAX_SHOWN ? `; and ${skipped.length - MAX_SHOWN} more` : '';
  const hint = 'Record a request to a model, or to a back end that streams, with its response';
  return source.error(`it holds no completion that can be replayed (${list}${more})`, hint);
}

function checkImportOptions(options: ImportOptions): void {
  const isText = (name: string) => (value: unknown) =>
    checkOption(name, value, typeof value === 'string', 'a string');
  checkOptions<ImportOptions>(options, {
    file: isText('file'),
    format: (value) => checkChoice('format', value, IMPORT_FORMATS),
    url: checkUrl,
    method: checkMethod,
    request: (value) =>
      checkOption(
        'request (--request)',
        value,
        typeof value === 'string' && isJson(value),
        'JSON as a string',
      ),
    readFile: (value) =>
      checkOption('readFile', value, typeof value === 'function', 'a function that reads a file'),
  });
}

function checkUrl(value: unknown): void {
  const isUrl = typeof value === 'string' && !requestProblem({ url: value, method: 'GET' });
  checkOption('url (--url)', value, isUrl, 'a URL with http or https');
}

function checkMethod(value: unknown): void {
  const url = 'https://host.example/';
  const isMethod = typeof value === 'string' && !requestProblem({ url, method: value });
  checkOption('method (--method)', value, isMethod, 'a method that fetch can send');
}
