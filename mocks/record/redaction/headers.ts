/** What is done with a header: its values are replaced, or it is dropped. */
export type HeaderTreatment = { kind: string } | 'drop' | undefined;

/**
 * Headers that are dropped: how many there are and what they hold varies with the network and the day,
 * so that a placeholder would make a difference each time a cassette is recorded again.
 */
const DROPPED = new Set([
  'cookie',
  'set-cookie',
  'forwarded',
  'x-forwarded-for',
  'x-original-forwarded-for',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'fastly-client-ip',
  'cf-connecting-ip',
  'cf-connecting-ipv6',
  'x-envoy-external-address',
]);

/** Matches the names of headers that hold credentials, and not `x-ratelimit-remaining-tokens`. */
const CREDENTIAL =
  /token(?!s)|secret|api[-_]?key|access[-_]?key|subscription-key|session|signature|credential|password|(?:^|[-_])(?:auth|authorization|csrf|xsrf|jwt)(?:$|[-_])|^x-amz-content-sha256$/;
/** Matches those of people, organisations and projects. */
const ACCOUNT =
  /^(?:openai-(?:organization|project)|x-goog-user-project)$|(?:^|[-_])(?:organi[sz]ation|org|project|account|user|customer|tenant|workspace|team)[-_]?id$/;
/** Matches those that name one request. */
const REQUEST =
  /^(?:cf-ray|traceparent|tracestate|baggage|x-amz-id-2|x-amzn-trace-id|x-cloud-trace-context|x-vercel-id|sentry-trace|x-served-by)$|(?:^|[-_])(?:request|req|correlation|trace|span|invocation|activity)[-_]?id$/;
const LIMIT = /rate-?limit/;

/** Tells what is done with a header. Those that are not named here stay; their values are searched. */
export function headerTreatment(name: string): HeaderTreatment {
  const lower = name.toLowerCase();
  if (DROPPED.has(lower)) return 'drop';
  if (LIMIT.test(lower)) return undefined;
  if (CREDENTIAL.test(lower)) return { kind: 'credential' };
  if (ACCOUNT.test(lower)) return { kind: 'account id' };
  return REQUEST.test(lower) ? { kind: 'request id' } : undefined;
}

/** Matches a scheme of `Authorization`, which says nothing: https://www.rfc-editor.org/rfc/rfc9110#section-11.1 */
const SCHEME = /^(?:Basic|Bearer|Digest|Token|ApiKey|Key)\s+/i;

/** Returns the offset where the secret of a header's value begins: the scheme before it stays. */
export function credentialStart(value: string): number {
  return SCHEME.exec(value)?.[0].length ?? 0;
}
