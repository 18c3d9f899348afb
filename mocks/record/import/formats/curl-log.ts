/** What curl printed of one request and its response, one character per byte. */
export interface CurlExchange {
  /** The lines of the request without `> `; empty for `curl -i`, which prints none. */
  request: string[];
  /** The status line and the headers of the last response. */
  response: string[];
  /** False where the text ends within the headers. */
  isHeadComplete: boolean;
  body: string;
  /** Whether the connection was encrypted, as far as curl says. */
  isSecure: boolean;
  /** What curl said of a transfer that failed. */
  failure: string | undefined;
}

/**
 * Matches the meter that curl draws again and again, within characters of the body too. Its columns
 * are of fixed width: a digit of the body may follow at once. Those since curl 8.18 are wider.
 * Source: https://github.com/curl/curl/blob/master/lib/progress.c
 */
const METER = new RegExp(
  String.raw`\r(?:${meterOf('  ', 5, 8)}|${meterOf(' ', 6, 7)})(?:\r?\n(?=[*<>{}] |curl: |$))?`,
  'g',
);
const METER_TITLE = /^ +% Total +% Received % Xferd .*\r?\n +Dload +Upload .*\r?\n/gm;

/**
 * Matches what curl says at the start of a line. Only its own words: a body of plain text may have
 * lines that start with `*`. Source: https://github.com/curl/curl/tree/master/lib
 */
const INFO =
  /^\* (?:(?:Connection|Closing|Connected|TLS|SSL|ALPN|Server certificate|Host|IPv[46]|Trying|Using|using|HTTP|\[HTTP|h2|nghttp2|Mark|Re-using|Found|upload|We are|Request completely|transfer closed|end of response|Recv failure|Operation timed out|Could not|Failed|Established|CONNECT|Proxy|CAfile|old SSL|client returned|Received|Leaving|Excess|Issue|shutting|Added|Uses|Server auth|Ignoring)\b| {2,}).*$/;
const DATA = /^[{}] \[\d+ bytes data\]$/;
/** Follows a body without a line end, on the same line. */
const AFTER_BODY =
  /\* (?:Connection #\d+ to host .+ left intact|Closing connection(?: #?\d+)?|transfer closed with .+ remaining to read|Operation timed out .+|end of response with .+ bytes missing)\r?\n$/;
const FAILURE = /^curl: \(\d+\) /;
const REQUEST_LINE = /^> [A-Z]+ \S+ HTTP\/[\d.]+\r?$/;
const STATUS_LINE = /^< HTTP\/[\d.]+ \d{3}/;

function meterOf(gap: string, amountWidth: number, timeWidth: number): string {
  const percent = '[ \\d]{3}';
  const amount = `[ \\d.kMGTPE]{${amountWidth - 1}}[\\dkMGTPE]`;
  const time = `[ \\d:>dhmy-]{${timeWidth}}`;
  const parts = [`${percent} ${amount}`, `${percent} ${amount}`, `${percent} ${amount}`, amount];
  return [...parts, [amount, time, time, time, amount].join(' ')].join(gap);
}

/** Splits the output of `curl -v`, with both streams in one file, into its requests. */
export function readVerbose(log: string): CurlExchange[] {
  const text = log.replaceAll(METER_TITLE, '').replaceAll(METER, '');
  const starts = [...linesOf(text)].filter(({ line }) => REQUEST_LINE.test(line));
  return starts.map(({ start }, at) => {
    const before = text.slice(0, start);
    return readOne(text.slice(start, starts[at + 1]?.start), isEncrypted(before));
  });
}

function isEncrypted(log: string): boolean {
  return /^\* .*(?:SSL connection|TLSv1|https:\/\/|port 443|ALPN)/m.test(log);
}

function readOne(text: string, isSecure: boolean): CurlExchange {
  const request: string[] = [];
  let response: string[] = [];
  let isHeadComplete = false;
  let body = '';
  let failure: string | undefined;
  let isInfo = false;
  for (const { line, raw } of linesOf(text)) {
    if (line.startsWith('> ') && response.length === 0) request.push(line.slice(2));
    else if (STATUS_LINE.test(line)) {
      response = [line.slice(2)];
      isHeadComplete = false;
      isInfo = false;
      body = ''; // of an interim response, or of one that asked for a password
    } else if (line.startsWith('<') && response.length > 0 && !isHeadComplete) {
      if (line.trim() === '<') isHeadComplete = true;
      else response.push(line.slice(2));
    } else if (FAILURE.test(line)) failure = line;
    else if (INFO.test(line) || (isInfo && line.startsWith('* '))) isInfo = true;
    else if (isHeadComplete && !DATA.test(line)) {
      const sent = raw.replace(AFTER_BODY, '');
      isInfo = sent !== raw;
      body += sent;
    }
  }
  return {
    request: request.filter((line) => line !== ''),
    response,
    isHeadComplete,
    body: withoutHead(body),
    isSecure,
    failure,
  };
}

/** Takes off the head that `-i` prints again beside `-v`. */
function withoutHead(body: string): string {
  const printed = /^HTTP\/[\d.]+ \d{3}[^]*?\r\n\r\n/.exec(body);
  return printed ? body.slice(printed[0].length) : body;
}

/** Reads the output of `curl -i`: heads of responses, and the body of the last. */
export function readIncluded(text: string): CurlExchange {
  let rest = text;
  for (;;) {
    const end = /\r?\n\r?\n/.exec(rest);
    const head = end ? rest.slice(0, end.index) : rest;
    const body = end ? rest.slice(end.index + end[0].length) : '';
    // A proxy, a redirect or an interim response comes with a head of its own.
    if (end && /^HTTP\/[\d.]+ \d{3}/.test(body)) {
      rest = body;
      continue;
    }
    return {
      request: [],
      response: head.split(/\r?\n/),
      isHeadComplete: end !== null,
      body,
      isSecure: true,
      failure: undefined,
    };
  }
}

/** Yields lines with and without their line ends. */
function* linesOf(text: string): Generator<{ line: string; raw: string; start: number }> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    const raw = text.slice(start, end);
    yield { line: raw.replace(/\r?\n$/, ''), raw, start };
    start = end;
  }
}
