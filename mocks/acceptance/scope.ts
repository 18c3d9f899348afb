/** What narrows a rule to some providers of a protocol, or to some models. */
export type Scope = keyof typeof SCOPES;

interface Target {
  host: string;
  model: string;
}

const atHost =
  (pattern: RegExp) =>
  ({ host }: Target) =>
    pattern.test(host);
const ofModel =
  (pattern: RegExp) =>
  ({ model }: Target) =>
    pattern.test(model);

const SCOPES = {
  openai: atHost(/^api\.openai\.com$/),
  azure: atHost(/\.(?:openai\.azure|cognitiveservices\.azure|services\.ai\.azure)\.com$/),
  cerebras: atHost(/^api\.cerebras\.ai$/),
  dashscope: atHost(/^dashscope(?:-\w+)?\.aliyuncs\.com$/),
  deepseek: atHost(/^api\.deepseek\.com$/),
  groq: atHost(/^api\.groq\.com$/),
  mistral: atHost(/^api\.mistral\.ai$/),
  moonshot: atHost(/^api\.moonshot\.(?:ai|cn)$/),
  /** Other models behind the same API do without signatures, limits and much else. */
  claude: ofModel(/claude/i),
} as const;

/** Checks whether a rule holds where a request goes. */
export function isInScope(appliesTo: readonly Scope[] | undefined, target: Target): boolean {
  return appliesTo === undefined || appliesTo.some((scope) => SCOPES[scope](target));
}
