import { readYaml, type YamlFile } from '../../cassette/yaml.ts';
import { parseJson } from '../../util/json.ts';
import { PlayheadError, type Place } from '../../util/error.ts';
import { lowerFirst } from '../../util/text.ts';

/** A file to import, decoded and parsed once, when an importer first wants it. */
export interface Source {
  /** The name for messages. */
  file: string | undefined;
  bytes: Uint8Array;
  /** Returns the text; undefined where the bytes are not UTF-8. A byte order mark is left out. */
  text: () => string | undefined;
  /** Returns the parsed JSON; undefined for what is not JSON. */
  json: () => unknown;
  /** Returns the parsed YAML, with the tags of other languages; throws where it is damaged. */
  yaml: () => YamlFile;
  /** Makes an error that names the file. */
  error: (reason: string, hint: string, place?: Omit<Place, 'file'>) => PlayheadError;
}

/** The hint for a file that ends too early, or was edited. */
export const DAMAGED_HINT = 'Save it again: it may be truncated, or edited by hand';

/** @throws PlayheadError `bad-import` for a file that is empty or packed. */
export function createSource(bytes: Uint8Array, file: string | undefined): Source {
  const text = once(() => decode(bytes));
  const source: Source = {
    file,
    bytes,
    text,
    json: once(() => parseJson(text() ?? '')),
    yaml: once(() => readYaml(text() ?? '', file, 'keep')),
    error(reason, hint, place = {}) {
      const at = place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`;
      const message = `Cannot import ${file ?? 'the recording'}${at}: ${reason}. ${hint}.`;
      return new PlayheadError('bad-import', message, { file, ...place });
    },
  };
  refusePacked(source);
  return source;
}

function refusePacked({ bytes, error }: Source): void {
  const begins = (...start: number[]) => start.every((byte, at) => bytes[at] === byte);
  if (bytes.length === 0) throw error('the file is empty', 'Record it again');
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    const hint = "Unzip it and import the `.har` in it: Playwright's bodies lie beside it";
    throw error('it is a zip archive', hint);
  }
  if (begins(0x1f, 0x8b)) throw error('it is compressed with gzip', 'Decompress it first');
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
    const hint = "Save it as UTF-8. PowerShell's > writes UTF-16; use curl's -o instead";
    throw error('it is UTF-16', hint);
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Tells whether a file begins like JSON of a format: a damaged one cannot be told by its content. */
export function beginsLike({ text }: Source, pattern: RegExp): boolean {
  return pattern.test(text()?.slice(0, 1000) ?? '');
}

/** @throws PlayheadError `bad-import` with the place of the damage, where the platform tells it. */
export function requireJson(source: Source): unknown {
  const value = source.json();
  if (value !== undefined) return value;
  const text = source.text();
  if (text === undefined) throw source.error('it is not UTF-8', DAMAGED_HINT);
  try {
    JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const reason = `the JSON is damaged (${lowerFirst(message)})`;
    throw source.error(reason, DAMAGED_HINT, placeOf(message, text));
  }
  throw source.error('the JSON is nested too deeply', 'Remove what is not a recording');
}

/** Reads the place from the words of V8, which counts characters, or Firefox, which counts lines. */
function placeOf(message: string, text: string): Omit<Place, 'file'> {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return { line: Number(line), column: Number(column) };
  const isEnd = /end of (?:JSON|data)/i.test(message);
  const position = isEnd ? text.length : /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return {};
  const before = text.slice(0, Number(position));
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - start + 1 };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
