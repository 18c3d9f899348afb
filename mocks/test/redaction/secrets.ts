/** Joins pieces at run time: a scanner of this repository must not take them for leaks. */
const of = (...pieces: string[]) => pieces.join('');

/** Makes letters and digits that are the same in each run; a digit comes early in them. */
export function letters(length: number, seed: number, alphabet = ALPHANUMERIC): string {
  let state = seed * 2654435761 + 1;
  return Array.from({ length }, (_, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return at === 1 ? String(seed % 8) : alphabet[(state >>> 8) % alphabet.length];
  }).join('');
}

const ALPHANUMERIC = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
/** The digits. */
export const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const hex = (seed: number) => letters(4, seed, '123456789abcdef');

/** Makes one secret of each shape, with the kind that it must be found as. Nothing keeps them. */
export function secretsByShape(): [name: string, kind: string, secret: string][] {
  return [
    [
      'an OpenAI key of old',
      'api key',
      of('sk', '-', letters(20, 1), 'T3Blbk', 'FJ', letters(20, 2)),
    ],
    ['an OpenAI project key', 'api key', of('sk', '-proj-', letters(60, 3))],
    ['an OpenAI service key', 'api key', of('sk', '-svcacct-', letters(40, 4))],
    ['an Anthropic key', 'api key', of('sk', '-ant-api03-', letters(93, 5), 'AA')],
    ['an OpenRouter key', 'api key', of('sk', '-or-v1-', letters(64, 6, '0123456789abcdef'))],
    ['a DeepSeek key', 'api key', of('sk', '-', letters(32, 7, '0123456789abcdef'))],
    ['a Groq key', 'api key', of('gsk', '_', letters(52, 8))],
    ['a Google key', 'api key', of('AI', 'za', letters(35, 9))],
    ['a Hugging Face token', 'api key', of('hf', '_', letters(34, 10))],
    ['an xAI key', 'api key', of('xai', '-', letters(80, 11))],
    ['a Replicate token', 'api key', of('r8', '_', letters(37, 12))],
    ['a Perplexity key', 'api key', of('pplx', '-', letters(48, 13))],
    ['a Cerebras key', 'api key', of('csk', '-', letters(48, 14))],
    ['a Stripe key', 'api key', of('sk', '_live_', letters(24, 15))],
    ['a Google access token', 'access token', of('ya', '29.', letters(60, 16))],
    ['a GitHub token', 'access token', of('gh', 'p_', letters(36, 17))],
    ['a fine-grained GitHub token', 'access token', of('github', '_pat_', letters(82, 18))],
    ['an npm token', 'access token', of('np', 'm_', letters(36, 19))],
    [
      'a Slack token',
      'access token',
      of('xox', 'b-', letters(12, 50, DIGITS), '-', letters(24, 20)),
    ],
    ['a Shopify token', 'access token', of('shp', 'at_', letters(32, 21, '0123456789abcdef'))],
    ['a SendGrid key', 'api key', of('S', 'G.', letters(22, 22), '.', letters(43, 23))],
    ['a Linear key', 'api key', of('lin', '_api_', letters(40, 24))],
    [
      'a JSON web token',
      'jwt',
      of('ey', 'Jhb', letters(30, 25), '.ey', 'J', letters(60, 26), '.', letters(43, 27)),
    ],
    ['an AWS key', 'aws key', of('AK', 'IA', letters(16, 28, UPPER))],
    ['a temporary AWS key', 'aws key', of('AS', 'IA', letters(16, 29, UPPER))],
    ['an OpenAI organization', 'account id', of('org', '-', letters(24, 30))],
    ['an OpenAI user', 'account id', of('user', '-', letters(24, 31))],
    ['an OpenAI project', 'account id', of('proj', '_', letters(24, 32))],
    ['a Stripe account', 'account id', of('acct', '_', letters(16, 33))],
    [
      'an e-mail address',
      'email',
      of(letters(8, 60, LOWER), '+home@', letters(12, 61, LOWER), '.co.uk'),
    ],
    ['an IPv4 address', 'ip address', of('203.0.', '113.77')],
    ['an IPv6 address', 'ip address', of('2001:db8:', hex(62), '::', hex(63), ':', hex(64))],
  ];
}

/** Makes secrets that stand in text, of which only a part is secret: `before`, the secret, `after`. */
export function secretsInText(): [
  name: string,
  kind: string,
  before: string,
  secret: string,
  after: string,
][] {
  return [
    ['a bearer token', 'bearer token', 'Authorization: Bearer ', letters(40, 40), ''],
    ['basic credentials', 'basic auth', 'Basic ', btoa(of('ada', ':', letters(12, 41))), ''],
    [
      'a password in a URL',
      'password',
      'see https://',
      of('ada', ':', letters(12, 42)),
      '@db.example.net/x',
    ],
    [
      'a database password',
      'password',
      'postgres://',
      of('ada', ':', letters(12, 43)),
      '@10.0.0.7:5432/app',
    ],
    ['a signed URL', 'url credential', 'https://a.example/f?sig=', letters(44, 44), '&se=2026'],
    ['an API key in a URL', 'url credential', 'GET /v1?api_key=', letters(32, 45), ' done'],
    ['an AWS secret', 'aws key', 'aws_secret_access_key = ', letters(40, 46), ''],
    [
      'an Azure connection string',
      'azure key',
      'AccountName=x;AccountKey=',
      `${letters(86, 47)}==`,
      ';Endpoint=y',
    ],
    [
      'the account of an ARN',
      'account id',
      'arn:aws:bedrock:us-east-1:',
      letters(12, 51, DIGITS),
      ':model/m',
    ],
    ['a private key', 'private key', 'key: ', privateKey(48), ' end'],
    [
      'a private key that is cut',
      'private key',
      'key: ',
      privateKey(49).split('-----END')[0]!.trimEnd(),
      '',
    ],
  ];
}

function privateKey(seed: number): string {
  const lines = Array.from({ length: 4 }, (_, at) => letters(64, seed * 10 + at));
  const name = of('PRIVATE', ' ', 'KEY');
  return [`-----BEGIN ${name}-----`, `MII${lines.join('\n')}`, `-----END ${name}-----`].join('\n');
}
