import {
  decodeEscapes,
  type EditableText,
  escaped,
  sliceOf,
  type Source,
} from './sources/source.ts';

/** Matches the names of parameters that hold credentials, in lower case. */
const CREDENTIAL =
  /^(?:key|code|sig|token|signature|password|passwd|secret|auth|authorization|jwt|sas|session|session_?id|client_secret|code_verifier|assertion|client_assertion|.*api[-_]?key|.*access[-_]?key|.*[-_]token|x-amz-(?:credential|signature|security-token|.*token)|x-goog-(?:credential|signature)|googleaccessid|awsaccesskeyid)$/;
/** Matches those of people and organisations. */
const ACCOUNT = /^(?:user|user_?id|account_?id|org(?:ani[sz]ation)?(?:_?id)?|tenant_?id)$/;

/** Tells of which kind the value of a parameter is by its name alone. */
export function kindOfParameter(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (CREDENTIAL.test(lower)) return 'url credential';
  return ACCOUNT.test(lower) ? 'account id' : undefined;
}

/** A part of a URL to search; `kind` where all of it is a secret. */
export interface UrlPart {
  source: Source;
  /** What it is: `query key`. */
  name: string;
  kind: string | undefined;
}

const USER_INFO = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*@)/d;

/** Splits a URL into its parts, after its user info is removed: no request could be sent with it. */
export function* partsOfUrl(url: EditableText, onUserInfo: () => void): Generator<UrlPart> {
  const { text } = url;
  const userInfo = USER_INFO.exec(text)?.indices?.[1];
  if (userInfo) url.replace(...userInfo, { text: '', placed: onUserInfo });
  const [, path, query] = /^([^?#]*)(\??[^#]*)/s.exec(text)!;
  const queryAt = path!.length;
  const fragmentAt = queryAt + query!.length;
  const pathAt = userInfo?.[1] ?? 0;
  yield { source: decoded(url, pathAt, queryAt, PERCENT), name: 'url', kind: undefined };
  yield* partsOfQuery(sliceOf(url, Math.min(queryAt + 1, fragmentAt), fragmentAt), 'query');
  const fragment = decoded(url, fragmentAt, text.length, PERCENT);
  yield { source: fragment, name: 'url fragment', kind: undefined };
}

/** Splits a query, or a form in a body, into the values of its parameters. */
export function* partsOfQuery(query: Source, name: string): Generator<UrlPart> {
  let start = 0;
  for (const pair of query.text.split('&')) {
    const equals = pair.indexOf('=');
    const key = decoded(query, start, start + (equals < 0 ? pair.length : equals)).text;
    const valueAt = start + (equals < 0 ? 0 : equals + 1);
    const kind = equals < 0 ? undefined : kindOfParameter(key);
    yield { source: decoded(query, valueAt, start + pair.length), name: `${name} ${key}`, kind };
    start += pair.length + 1;
  }
}

const PERCENT = /%([0-7][0-9a-f])/gi;
/** Blanks are written as `+` in queries and forms. */
const PERCENT_OR_PLUS = /\+|%([0-7][0-9a-f])/gi;

/** Decodes what is ASCII: secrets are. */
function decoded(parent: Source, start: number, end: number, pattern = PERCENT_OR_PLUS): Source {
  return escaped(parent, start, end, (raw) =>
    decodeEscapes(raw, pattern, ([, code]) =>
      code === undefined ? ' ' : String.fromCharCode(parseInt(code, 16)),
    ),
  );
}
