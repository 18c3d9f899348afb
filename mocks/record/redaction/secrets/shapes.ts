import type { Finder, SecretRange } from './secret-range.ts';

/** What a kind of secret looks like. Group 1 is the secret, else all of the match. */
interface Shape {
  kind: string;
  /** Has the flag `d` where only a group of it is the secret. */
  pattern: RegExp;
  /** Rejects a false match, by its text or its context. */
  valid?: (secret: string) => boolean;
}

const hasDigit = (secret: string) => /\d/.test(secret);

/**
 * Lists the shapes that secretlint's rules lack, or find only where the key is whole and of the newest
 * form: a stream can stop within one. Providers document few of them; most are those of their consoles:
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const SHAPES: readonly Shape[] = [
  // OpenAI, Anthropic, OpenRouter and all who write keys as they do.
  {
    kind: 'api key',
    pattern: /(?<![A-Za-z0-9_-])sk-(?:ant|proj|svcacct|admin|None|or-v\d|lf)-[\w-]{12,1000}/g,
  },
  { kind: 'api key', pattern: /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9]{20,1000}/g, valid: hasDigit },
  // Stripe, ElevenLabs.
  { kind: 'api key', pattern: /(?<![A-Za-z0-9_])[rsp]k_(?:live|test|prod)_[A-Za-z0-9]{10,1000}/g },
  { kind: 'api key', pattern: /(?<![A-Za-z0-9_])sk_[0-9a-f]{40,1000}/g },
  // Groq, Hugging Face, Replicate, Fireworks, Together, Vercel, LangSmith, Pinecone.
  {
    kind: 'api key',
    pattern:
      /(?<![A-Za-z0-9_])(?:gsk_|hf_|r8_|fw_|vck_|tgp_v1_|pcsk_|lsv2_(?:pt|sk)_)[A-Za-z0-9_-]{20,1000}/g,
    valid: (secret) => hasDigit(secret) || !/_.*_/.test(secret),
  },
  // xAI, Perplexity, Cerebras, NVIDIA, Tavily, Voyage.
  {
    kind: 'api key',
    pattern: /(?<![A-Za-z0-9_-])(?:xai|pplx|csk|nvapi|tvly|pa)-[A-Za-z0-9_-]{20,1000}/g,
    valid: hasDigit,
  },
  // Google: keys, OAuth client secrets, access and refresh tokens.
  { kind: 'api key', pattern: /(?<![A-Za-z0-9_-])AIza[\w-]{30,1000}/g },
  { kind: 'api key', pattern: /(?<![A-Za-z0-9_-])GOCSPX-[\w-]{20,1000}/g },
  { kind: 'access token', pattern: /(?<![A-Za-z0-9_-])ya29\.[\w-]{20,1000}/g },
  { kind: 'access token', pattern: /(?<![A-Za-z0-9_/-])1\/\/0[\w-]{30,1000}/g },
  { kind: 'access token', pattern: /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|ptt)-[\w-]{20,1000}/g },
  // JSON web tokens: https://www.rfc-editor.org/rfc/rfc7519#section-3
  {
    kind: 'jwt',
    pattern: /(?<![A-Za-z0-9_-])eyJ[\w-]{10,8000}\.[\w-]{10,20000}(?:\.[\w-]{1,20000}){0,3}/g,
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  {
    kind: 'aws key',
    pattern: /(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  },
  {
    kind: 'aws key',
    pattern:
      /(?:secret|SECRET|Secret)_?(?:access|ACCESS|Access)_?(?:key|KEY|Key)["'\s:=]{1,6}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/dg,
  },
  { kind: 'account id', pattern: /(?<![\w-])arn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12})(?=:)/dg },
  // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
  {
    kind: 'azure key',
    pattern: /(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([^\s;"'<>\\]{16,1000})/dg,
  },
  {
    kind: 'bearer token',
    pattern: /(?<!\w)[Bb](?:earer|EARER)\s{1,4}([\w.~+/-]{16,20000}=*)/dg,
    valid: hasDigit,
  },
  {
    kind: 'basic auth',
    pattern: /(?<!\w)[Bb]asic\s{1,4}([A-Za-z0-9+/]{8,1000}=*)/dg,
    valid: isBasic,
  },
  // User info of a URL, with a password.
  {
    kind: 'password',
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/?#@:"'<>\\`]{0,200}:[^\s/?#@"'<>\\`]{1,400})@/dg,
  },
  // What signs a URL, or opens it.
  {
    kind: 'url credential',
    pattern:
      /[?&](?:api[_-]?key|access_token|refresh_token|id_token|client_secret|token|sig(?:nature)?|[Xx]-[Aa]mz-(?:[Ss]ignature|[Cc]redential|[Ss]ecurity-[Tt]oken)|[Xx]-[Gg]oog-(?:[Ss]ignature|[Cc]redential))=([^\s&#"'<>\\`)\]]{8,1000})/dg,
  },
  { kind: 'url credential', pattern: /[?&]key=([\w-]{16,1000})/dg, valid: hasDigit },
  // Accounts, as OpenAI, Groq, Anthropic, Stripe and others write them.
  {
    kind: 'account id',
    pattern:
      /(?<![A-Za-z0-9_-])(?:(?:org|user|proj|project|acct|account)[-_]|(?:wrkspc|cus)_)[A-Za-z0-9]{14,1000}(?![A-Za-z0-9])/g,
    valid: hasDigit,
  },
];

function isBasic(secret: string): boolean {
  try {
    return /^[\x20-\x7E]*:[\x20-\x7E]*$/.test(atob(secret));
  } catch {
    return false;
  }
}

/** Matches where any of the shapes could be: most texts need no further look. */
const ANCHOR =
  /sk[-_]|[rp]k_|gsk_|hf_|r8_|fw_|vck_|tgp_|pcsk_|lsv2_|xai-|pplx-|csk-|nvapi-|tvly-|pa-|AIza|GOCSPX|ya29|1\/\/0|gl(?:pat|dt|rt|ptt)-|eyJ|A3T|AKIA|ASIA|ABIA|ACCA|ccess_?key|CCESS_?KEY|ccess_?Key|arn:|Key=|Signature=|earer|EARER|asic|:\/\/|[?&][A-Za-z_-]{3,24}=|(?:org|user|proj|project|acct|account)[-_]|wrkspc_|cus_/;

/** Finds keys, tokens, passwords and account ids by what they look like. */
export const findShapes: Finder = function* find(text) {
  if (!ANCHOR.test(text)) return;
  for (const { kind, pattern, valid } of SHAPES) {
    for (const found of text.matchAll(pattern)) {
      const secret = found[1] ?? found[0];
      if (valid && !valid(secret)) continue;
      const [start, end] = found.indices?.[1] ?? [found.index, found.index + found[0].length];
      yield { start, end, kind };
    }
  }
};

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /^[A-Za-z0-9+/=\s\\:,-]*?-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
const MAX_PEM = 20_000;

/** Finds private keys, whole or cut: https://www.rfc-editor.org/rfc/rfc7468#section-10 */
export const findPrivateKeys: Finder = function* find(text) {
  if (!text.includes('PRIVATE KEY')) return;
  for (const { 0: begin, index } of text.matchAll(BEGIN)) {
    const rest = text.slice(index + begin.length, index + begin.length + MAX_PEM);
    const content = (END.exec(rest) ?? /^[A-Za-z0-9+/=\s\\]*/.exec(rest))![0].trimEnd();
    const finding: SecretRange = {
      start: index,
      end: index + begin.length + content.length,
      kind: 'private key',
    };
    yield finding;
  }
};
