import { oneOf } from '../../util/check-options.ts';
import { aimock } from './formats/aimock.ts';
import { bareBody } from './formats/bare-body.ts';
import { curl } from './formats/curl.ts';
import { goVcr } from './formats/go-vcr.ts';
import { har } from './formats/har.ts';
import type { Importer } from './importer.ts';
import { mockServer } from './formats/mock-server.ts';
import { polly } from './formats/polly.ts';
import { requireJson, type Source } from './source.ts';
import { vcrpy } from './formats/vcrpy.ts';

/** All formats, in the order in which they are tried. */
const importers = [
  polly, // Before HAR, which its files are too.
  har,
  vcrpy, // Before go-vcr, whose files have the same first key.
  goVcr,
  aimock,
  mockServer,
  curl,
  bareBody, // Last: any JSON can be the body of a response.
] as const satisfies readonly Importer[];

/** The name of a format that can be imported. */
export type ImportFormat = (typeof importers)[number]['format'];

/** The names of all formats. */
export const IMPORT_FORMATS: readonly ImportFormat[] = importers.map(({ format }) => format);

/**
 * Finds what reads a source.
 * @param format the format to take without detection
 * @throws PlayheadError `bad-import` that says why the format, or each of them, does not fit.
 */
export function importerOf(
  source: Source,
  format?: ImportFormat,
): Importer & { format: ImportFormat } {
  if (format !== undefined) return givenImporter(source, format);
  const tried: string[] = [];
  for (const importer of importers) {
    const mismatch = importer.mismatch(source);
    if (mismatch === undefined) return importer;
    tried.push(`${importer.format}: ${mismatch}`);
  }
  const hint = `Name it with format (--format): ${oneOf(IMPORT_FORMATS)}`;
  throw source.error(`its format is unknown (${tried.join('; ')})`, hint);
}

function givenImporter(source: Source, format: ImportFormat) {
  const importer = importers.find((each) => each.format === format)!;
  const mismatch = importer.mismatch(source);
  if (mismatch === undefined) return importer;
  // Says where the JSON is damaged, rather than that it is not JSON.
  if (/^\s*[[{]/.test(source.text() ?? '') && JSON_FORMATS.has(format)) requireJson(source);
  const hint = 'Omit format (--format) to detect the format';
  throw source.error(`it is not of the format ${format}: ${mismatch}`, hint);
}

const JSON_FORMATS: ReadonlySet<ImportFormat> = new Set(['har', 'polly', 'aimock', 'mockserver']);
