import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretRange } from './secret-range.ts';

/** What its rules ask for, as much as they use of it: `@secretlint/types` is not a dependency. */
interface Context {
  sharedOptions: object;
  createTranslator(): (messageId: string | number) => object;
  report(finding: { range: [start: number, end: number] }): void;
  ignore(): void;
}
interface Source {
  content: string;
  filePath: string;
  ext: string;
  contentType: 'text';
}
interface SecretlintRule {
  meta: { id: string };
  create(context: Context, options: object): { file?(source: Source): unknown };
}

const PREFIX = '@secretlint/secretlint-rule-';
/**
 * The rules of the preset, but for the one by which a comment such as "secretlint-disable" in a text turns
 * off the others: the preset itself cannot be told to leave it out.
 */
const RULES = (rules as unknown as SecretlintRule[]).filter(
  ({ meta }) => meta.id !== `${PREFIX}filter-comments`,
);

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

/** Matches where any of the rules could find something. */
const ANCHOR =
  /:\/\/|x-oauth-basic|npm_|_authToken|xox[bpaor]-|xapp-|SG\.|shp(?:pa|ca|at|ss)_|gh[pousr]_|github_pat_|lin_api_|ops_|sk-|PRIVATE KEY|secret_?access/i;

/** Tells whether a text is worth a search: most are not, and the rules cost more than all others. */
export function mayHoldMore(text: string): boolean {
  return ANCHOR.test(text);
}

/**
 * Finds what the recommended rules of secretlint find. They are run without `@secretlint/core`: its profiler
 * keeps some hundred marks of each run for as long as the process lives, and looks through all of them in
 * the next.
 */
export async function findBySecretlint(content: string): Promise<SecretRange[]> {
  const findings: SecretRange[] = [];
  // The rules ask for no more than this; where lines begin is for the one that is left out.
  const source: Source = { content, filePath: 'body.txt', ext: '.txt', contentType: 'text' };
  for (const rule of RULES) {
    const name = rule.meta.id.replace(PREFIX, '');
    const kind = KINDS[name] ?? name.replaceAll(/[^a-z]+/g, ' ');
    const context: Context = {
      sharedOptions: {},
      // Without what was found: a message would hold the secret.
      createTranslator: () => (messageId) => ({
        message: '',
        messageId: String(messageId),
        data: undefined,
      }),
      report: ({ range: [start, end] }) => {
        if (start < end) findings.push({ start, end, kind });
      },
      ignore: () => {},
    };
    await rule.create(context, {}).file?.(source);
  }
  return findings;
}
