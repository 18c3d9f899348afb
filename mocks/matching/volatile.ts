import { isObject } from '../util/json.ts';

/** What stands for a part of a text that is another one in each run. */
const ID = '<id>';
const DATE = '<date>';
const TIME = '<time>';

/** Names of fields that hold another value in each run, or one that nobody should read in a report. */
const VOLATILE_NAMES = [
  /(?:^|_)(?:id|ids|uuid|guid)$/,
  /(?:^|[a-z])(?:Id|Ids|ID|IDs|Uuid|UUID)$/,
  /^(?:created|updated|date|time|timestamp)$/,
  /(?:_at|_date|_timestamp|[a-z](?:At|Date|Timestamp))$/,
  /^(?:user|metadata|trigger|nonce|safety_identifier|prompt_cache_key|promptCacheKey)$/,
  /api_?key|secret|password|authorization|(?:access|auth|session|csrf)_?token/i,
];
/** Names the model in the requests of some back ends: `modelId`. */
const MODEL_NAME = /model/i;

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const WEEKDAY =
  '(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\.?,? )?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const CLOCK = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:\\s?(?:[AaPp][Mm]\\b|[ap]\\.m\\.))?';
const ZONE =
  '(?: ?(?:Z\\b|(?:UTC|GMT)(?:[+-]\\d{1,4})?|[+-]\\d{2}:?\\d{2}\\b)(?: \\([^()\\n]{1,60}\\))?)?';
const WITH_TIME = `(?:(?:T|,? (?:at )?)${CLOCK}${ZONE})?`;
const DATES = [
  '\\d{4}-\\d{2}-\\d{2}',
  '\\d{4}/\\d{1,2}/\\d{1,2}',
  '\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}',
  `${WEEKDAY}${MONTH} ${DAY},? \\d{4}`,
  `${WEEKDAY}${DAY}(?: of)? ${MONTH},? \\d{4}`,
];

/** Recognizes ids by their form: UUIDs, ULIDs, those of providers, and long hexadecimal numbers. */
const IDS = [
  '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  '01[0-9A-HJKMNP-TV-Z]{24}',
  '(?:call|toolu|msg|resp|chatcmpl|req|run|thread|fc|rs|conv|sess)[_-](?=[A-Za-z]{0,64}\\d)[A-Za-z0-9]{12,64}',
  '(?=[a-f]{0,64}\\d)[0-9a-f]{24,64}',
];

const MASKS: readonly [pattern: RegExp, mask: string][] = [
  [new RegExp(`\\b(?:${IDS.join('|')})\\b`, 'g'), ID],
  [new RegExp(`\\b(?:${DATES.join('|')})(?!\\d)${WITH_TIME}`, 'g'), DATE],
  // Milliseconds since 1970, from 2017 to 2033.
  [/\b(?:1[5-9]\d{11})\b/g, DATE],
  // With seconds alone: a program has written it, and a person the opening hours.
  [/\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:\s?[AaPp][Mm]\b)?/g, TIME],
];
/** Recognizes a text that is nothing but an id or a moment. `2024-10-21` may be a version. */
const WHOLE = new RegExp(`^(?:${IDS.join('|')}|\\d{4}-\\d{2}-\\d{2}[T ]${CLOCK}${ZONE})$`);

/**
 * Drops from a JSON value what differs without a change by a person: fields of ids, dates, users and
 * secrets, fields that are `null`, and the ids and dates in texts, for which `<id>` and `<date>` stand.
 * Names of properties in a JSON schema are not fields, and stay.
 * @param masks what else to leave out of texts and numbers: `<masked>` stands for it
 */
export function withoutVolatile(value: unknown, masks: readonly RegExp[] = []): unknown {
  const globals = masks.map(
    ({ source, flags }) => new RegExp(source, `${flags.replaceAll(/[gy]/g, '')}g`),
  );
  const clean = (each: unknown, areNames = false): unknown => {
    if (typeof each === 'string') return maskOwn(maskVolatile(each), globals);
    if (typeof each === 'number' && globals.length > 0) {
      const masked = maskOwn(String(each), globals);
      return masked === String(each) ? each : masked;
    }
    if (Array.isArray(each)) return each.map((entry) => clean(entry));
    if (!isObject(each)) return each;
    const kept = Object.entries(each).filter(
      ([name, entry]) => areNames || (entry !== null && !isVolatileName(name)),
    );
    return Object.fromEntries(
      kept.map(([name, entry]) => [name, clean(entry, name === 'properties' && !areNames)]),
    );
  };
  return clean(value);
}

/** Tells whether a field of this name differs without a change by a person. */
export function isVolatileName(name: string): boolean {
  return !MODEL_NAME.test(name) && VOLATILE_NAMES.some((pattern) => pattern.test(name));
}

/** Masks a text in words; a single word, such as the name of a model, where all of it is an id or a moment. */
function maskVolatile(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const even = lines.join('\n').trimEnd();
  if (!/\s/.test(even.trim()))
    return even.replace(WHOLE, (found) => (/[T ]\d\d?:/.test(found) ? DATE : ID));
  return MASKS.reduce((masked, [pattern, mask]) => masked.replaceAll(pattern, mask), even);
}

function maskOwn(text: string, masks: readonly RegExp[]): string {
  return masks.reduce((masked, pattern) => masked.replaceAll(pattern, '<masked>'), text);
}
