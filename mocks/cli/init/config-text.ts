/** A Playwright configuration, as far as its text shows. */
export interface ConfigText {
  testDir: string | undefined;
  /** undefined: none, or one that is computed */
  baseURL: string | undefined;
  hasBaseURL: boolean;
  hasWebServer: boolean;
  hasTestMatch: boolean;
  /** The address of the first server that it starts. */
  serverURL: string | undefined;
  /** The names of its projects, and other names. */
  names: string[];
  servesPlayhead: boolean;
}

/** Finds comments, regular expressions and quoted texts: what is in them is not code. */
const NOT_CODE = new RegExp(
  [
    String.raw`\/\/[^\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    String.raw`(?<=[:(,[=]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*`,
    String.raw`'(?:[^'\\\n]|\\[\s\S])*'`,
    String.raw`"(?:[^"\\\n]|\\[\s\S])*"`,
    '`(?:[^`\\\\$]|\\\\[\\s\\S]|\\$(?!\\{)|\\$\\{[^{}`]*\\})*`',
  ].join('|'),
  'g',
);
const QUOTES = '\'"`';

/** Blanks out what is not code; quotes, line ends and all places stay. */
export function maskConfig(text: string): string {
  return text.replaceAll(NOT_CODE, (found) => {
    const inside = found.replaceAll(/[^\n]/g, ' ');
    const quote = found.charAt(0);
    return QUOTES.includes(quote) ? `${quote}${inside.slice(2)}${quote}` : inside;
  });
}

/** Tells whether a masked text has been understood: nothing is left that might hide code. */
export function isUnderstood(masked: string): boolean {
  const quotes = masked.replaceAll(/(['"`])\s*\1/g, '');
  return !/['"`/]/.test(quotes);
}

/** Tells whether a text has a key in quotes, which a masked text does not show. */
export function hasQuotedKey(key: string, text: string): boolean {
  return new RegExp(`(['"\`])${key}\\1\\s*\\]?\\s*:`).test(text);
}

/** Reads a configuration without running it. */
export function readConfigText(text: string): ConfigText {
  const masked = maskConfig(text);
  const literals = (key: string) => literalsOf(key, text, masked);
  return {
    testDir: literals('testDir')[0],
    baseURL: literals('baseURL').find((each) => each.startsWith('http')),
    hasBaseURL: /\bbaseURL\b/.test(masked),
    hasWebServer: /\bwebServer\b/.test(masked) || hasQuotedKey('webServer', text),
    hasTestMatch: /\btestMatch\b/.test(masked),
    serverURL: literals('url').find((each) => each.startsWith('http')),
    names: literals('name'),
    servesPlayhead: text.includes('playhead serve'),
  };
}

/** Finds the quoted values of a key, in the order of the text. */
function literalsOf(key: string, text: string, masked: string): string[] {
  const found = masked.matchAll(new RegExp(`\\b${key}\\s*:\\s*(['"\`])[ ]*\\1`, 'g'));
  return [...found]
    .map((match) => {
      const start = match.index + match[0].indexOf(match[1]!) + 1;
      return text.slice(start, match.index + match[0].length - 1);
    })
    .filter((value) => !value.includes('${'));
}
