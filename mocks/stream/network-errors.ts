/** What a browser says where a request fails, or Node. */
interface NetworkWords {
  /** The connection is refused, or lost before the head of the response. */
  refused: string;
  /** The connection is lost in the body. */
  lost: string;
  /** Replaces the reason that the app gives for an abort. Absent where the app gets its own. */
  aborted?: string;
}

// Measured at real sockets: a closed port, and connections reset before the head and in the body.
/** Chromium 156. */
const CHROMIUM: NetworkWords = { refused: 'Failed to fetch', lost: 'network error' };
/** Firefox 153. */
const FIREFOX: NetworkWords = {
  refused: 'NetworkError when attempting to fetch resource.',
  lost: 'Error in input stream',
};
/** WebKitGTK 2.50. */
const WEBKIT: NetworkWords = {
  refused: 'Load failed',
  lost: 'Load failed',
  aborted: 'Fetch is aborted',
};
/** Node 20.20 and 24.21. */
const NODE: NetworkWords = { refused: 'fetch failed', lost: 'terminated' };

const BY_VENDOR = new Map([
  ['', FIREFOX],
  ['Apple Computer, Inc.', WEBKIT],
]);

/** Makes the error that `fetch` rejects with where it gets no response. */
export function connectionRefused(): TypeError {
  return networkError('refused');
}

/** Makes the error that a reader gets where the connection is lost. */
export function connectionLost(): TypeError {
  return networkError('lost');
}

/** Returns the error that the browser gives the app for its own abort. */
export function abortError(reason: unknown): unknown {
  const { aborted } = wordsOfPlatform();
  return aborted === undefined ? reason : new DOMException(aborted, 'AbortError');
}

function networkError(what: 'refused' | 'lost'): TypeError {
  const words = wordsOfPlatform();
  const error = new TypeError(words[what]);
  // Apps recognise Node's errors by the code of the cause, and WebKit's by their lack of a stack.
  if (words === NODE) {
    error.cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }
  if (words === WEBKIT) delete error.stack;
  return error;
}

function wordsOfPlatform(): NetworkWords {
  const { process, navigator } = globalThis as {
    process?: { versions?: { node?: string } };
    navigator?: { vendor?: string };
  };
  // First: in Node, jsdom and happy-dom say that they are Safari and Firefox.
  if (process?.versions?.node) return NODE;
  return BY_VENDOR.get(navigator?.vendor ?? 'unknown') ?? CHROMIUM;
}
