import { createHash } from 'node:crypto';
import type { Change } from '../../matching/changes.ts';
import { canonicalJson } from '../../util/json.ts';
import { diffLines, type DiffLine } from '../../util/line-diff.ts';
import { indent, shorten } from '../../util/text.ts';
import type { ComparedRequest } from './compared-requests.ts';

/** Says what the signs mean, to who has only the file. */
const LEGEND = 'Changed since the recording: - recorded, + received';
/** Shows so many equal lines before and after a difference. */
const CONTEXT = 2;
/** Shows the beginning of a line that is longer, such as an image. */
const LONGEST_LINE = 10_000;
const BEGINNING = 200;

/**
 * Lists by line what requests change: `-` was recorded, `+` was received. Long texts are compared line
 * by line, and a change that an earlier request has too is not repeated.
 */
export function describeChanges(requests: readonly ComparedRequest[]): string {
  const described = new Map<string, number>();
  const blocks = requests.map(({ answer, cassette, changes }, at) => {
    const number = at + 1;
    const lines = changes.flatMap((change) => {
      const title = titleOf(change);
      const key = canonicalJson(change);
      const first = described.get(key);
      if (first !== undefined) return [`${title}: as in request ${first}`];
      described.set(key, number);
      return [title, ...describeChange(change).map((line) => indent(line).trimEnd())];
    });
    if (cassette !== undefined && lines.length === 0) lines.push('no differences');
    return [`request ${number}: ${answer}`, ...lines.map((line) => indent(line))].join('\n');
  });
  return [LEGEND, ...blocks].join('\n\n') + '\n';
}

function titleOf({ kind, name }: Change): string {
  const printed = printable(shorten(name, BEGINNING));
  return kind === 'tool' ? `tool ${printed}` : printed;
}

function describeChange({ recorded, received }: Change): string[] {
  const areTexts = [recorded, received].every(
    (value) => value === undefined || typeof value === 'string',
  );
  const [before, after] = [recorded, received].map((value) => linesOf(value, areTexts));
  return withoutEqualLines(diffLines(before!, after!)).map(({ mark, text }) => `${mark} ${text}`);
}

/** Writes a value on lines: a text as it is, where none on the other side can be mistaken for it. */
function linesOf(value: unknown, areTexts: boolean): string[] {
  if (value === undefined) return [];
  const source =
    areTexts && typeof value === 'string' && value !== ''
      ? value
      : JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 2);
  return source.split('\n').map((line) => printable(shortenLine(line)));
}

/** Shows the beginning of a very long line, and what tells it apart from others. */
function shortenLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const hash = createHash('sha256').update(line).digest('hex').slice(0, 8);
  return `${shorten(line, BEGINNING)} (${line.length} characters, SHA-256 ${hash})`;
}

/** Escapes control characters, and halves of surrogate pairs, which no file keeps. */
function printable(line: string): string {
  return line.replaceAll(
    /[^\P{Cc}\t]|[\p{Cs}\u2028\u2029\uFEFF]/gu,
    (char) => String.raw`\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Counts the equal lines that are not near a difference, so that the text says all of the request. */
function withoutEqualLines(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Uint8Array(lines.length);
  for (const [at, { mark }] of lines.entries()) {
    if (mark !== ' ') near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  }
  const shown: DiffLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (near[at]) {
      shown.push(lines[at]!);
      continue;
    }
    const start = at;
    while (at + 1 < lines.length && !near[at + 1]) at++;
    const count = at + 1 - start;
    const text = count === 1 ? lines[at]!.text : `… ${count} equal lines`;
    shown.push({ mark: ' ', text });
  }
  return shown;
}
