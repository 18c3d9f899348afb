import { lintSource } from '@secretlint/core';
import { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { Finding } from './finding.ts';

const RULE = '@secretlint/secretlint-rule-';
/**
 * The rules of the preset, but for the one by which a comment such as "secretlint-disable" in a text turns
 * off the others. The preset cannot be told to leave it out.
 */
const RULES = recommended
  .filter(({ meta }) => meta.id !== `${RULE}filter-comments`)
  .map((rule) => ({ id: rule.meta.id, rule }));

/** Names kinds; a rule that is not here gives its own name. */
const KINDS: Record<string, string> = {
  '1password': 'access token',
  anthropic: 'api key',
  aws: 'aws key',
  basicauth: 'password',
  'database-connection-string': 'connection string',
  gcp: 'private key',
  github: 'access token',
  linear: 'api key',
  npm: 'access token',
  openai: 'api key',
  privatekey: 'private key',
  sendgrid: 'api key',
  shopify: 'access token',
  slack: 'access token',
};

/** Matches where any of its rules could find something: a run costs time and memory, even of nothing. */
const ANCHOR =
  /:\/\/|x-oauth-basic|npm_|_authToken|xox[bpaor]-|xapp-|SG\.|shp(?:pa|ca|at|ss)_|gh[pousr]_|github_pat_|lin_api_|ops_|sk-|PRIVATE KEY|secret_?access/i;
/** Keeps a match from going on in the next text. */
const SEPARATOR = '\n\0\n';

/**
 * Finds what the recommended rules of secretlint find, in all texts at once: each of its runs leaves
 * some hundred marks in the timeline of the process.
 */
export async function findBySecretlint(texts: readonly string[]): Promise<Finding[][]> {
  const findings = texts.map((): Finding[] => []);
  const suspects = [...texts.keys()].filter((at) => ANCHOR.test(texts[at]!));
  if (suspects.length === 0) return findings;
  const starts: number[] = [];
  let length = SEPARATOR.length;
  for (const at of suspects) {
    starts.push(length);
    length += texts[at]!.length + SEPARATOR.length;
  }
  // It begins with a separator: a byte order mark there would move the ranges.
  const content = ['', ...suspects.map((at) => texts[at]!), ''].join(SEPARATOR);
  const { messages } = await lintSource({
    source: { filePath: 'body.txt', ext: '.txt', contentType: 'text', content },
    options: { config: { rules: RULES }, noPhysicFilePath: true },
  });
  for (const { range, ruleId } of messages) {
    const place = starts.findLastIndex((start) => start <= range[0]);
    const at = suspects[place];
    if (at === undefined) continue;
    const start = range[0] - starts[place]!;
    const end = Math.min(range[1] - starts[place]!, texts[at]!.length);
    const name = ruleId.replace(RULE, '');
    if (start < end)
      findings[at]!.push({ start, end, kind: KINDS[name] ?? name.replaceAll('-', ' ') });
  }
  return findings;
}
