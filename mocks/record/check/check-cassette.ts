import type { Cassette } from '../../cassette/cassette.ts';
import { createLocate, type Locate } from '../../cassette/locate.ts';
import { firstComments } from '../../cassette/first-comments.ts';
import { parseCassette } from '../../cassette/parse.ts';
import { PlayheadError } from '../../util/error.ts';
import type { CassetteSource, CheckFinding, PlacedFinding, CheckRule } from './finding.ts';

/**
 * Checks a cassette by rules, in the order of the file. A comment at the top of the file allows what is
 * meant: `# playhead check: allow no-finish`.
 */
export async function checkCassette(
  source: CassetteSource,
  rules: readonly CheckRule[],
): Promise<PlacedFinding[]> {
  let cassette: Cassette;
  try {
    cassette = parseCassette(source.text, { file: source.file });
  } catch (error) {
    return [unreadable(source.file, error)];
  }
  const found = await Promise.all(
    rules.map(async (rule) => {
      try {
        return await rule(cassette, source);
      } catch (error) {
        return [failed(error)];
      }
    }),
  );
  const allowed = allowedRules(source.text);
  const findings = found.flat().filter(({ rule }) => !allowed.includes(rule));
  if (findings.length === 0) return [];
  const { text } = source;
  const locate = createLocate(text);
  return findings
    .map((finding) => placed(finding, source.file, { text, locate }))
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/**
 * Makes the finding of a file that cannot be read.
 * @throws the error itself where it is not a PlayheadError.
 */
export function unreadable(file: string, error: unknown): PlacedFinding {
  if (!(error instanceof PlayheadError)) throw error;
  const { line, column, message, reason = message, hint = 'Record it again' } = error;
  return {
    rule: 'unreadable',
    severity: 'error',
    message: reason,
    hint,
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}

/** Makes the finding of a rule that fails: the other rules and files are checked all the same. */
function failed(error: unknown): CheckFinding {
  const said = error instanceof Error ? error.message : String(error);
  return {
    rule: 'check-failed',
    severity: 'error',
    message: `a rule threw an error: ${said.split('\n', 1)[0]!.replace(/\.$/, '')}`,
    hint: 'Fix your --redact rule, or the part of the cassette that it fails on',
  };
}

const ALLOW = /^[ \t]*#[ \t]*playhead check: allow ([\w ,-]+)/gm;

function allowedRules(text: string): string[] {
  const comments = firstComments(text);
  return [...comments.matchAll(ALLOW)].flatMap(([, rules = '']) => rules.split(/[ ,]+/));
}

function placed(
  { place, at, ...finding }: CheckFinding,
  file: string,
  { text, locate }: { text: string; locate: Locate },
): PlacedFinding {
  const exact = at === undefined ? undefined : positionOf(text, at);
  if (!place) return { ...finding, file, ...exact };
  const { interaction, keys = [], offset } = place;
  const { line, column } = exact ?? locate(['interactions', interaction - 1, ...keys], offset);
  return { ...finding, file, line, column, interaction };
}

function positionOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
