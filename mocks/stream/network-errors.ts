/** The messages of a browser, or of Node, where a request fails. */
interface NetworkErrorMessages {
  /** The connection is refused, or lost before the head of the response. */
  refused: string;
  /** The connection is lost in the body. */
  lost: string;
  /** Replaces the reason that the app gives for an abort. Absent where the app gets its own. */
  aborted?: string;
}

// Measured at real sockets: a closed port, and connections reset before the head and in the body.
/** Chromium 156. */
const CHROMIUM: NetworkErrorMessages = { refused: 'Failed to fetch', lost: 'network error' };
/** Firefox 153. */
const FIREFOX: NetworkErrorMessages = {
  refused: 'NetworkError when attempting to fetch resource.',
  lost: 'Error in input stream',
};
/** WebKitGTK 2.50. */
const WEBKIT: NetworkErrorMessages = {
  refused: 'Load failed',
  lost: 'Load failed',
  aborted: 'Fetch is aborted',
};
/** Node 20.20 and 24.21. */
const NODE: NetworkErrorMessages = { refused: 'fetch failed', lost: 'terminated' };

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
  const { aborted } = messagesOfPlatform();
  return aborted === undefined ? reason : new DOMException(aborted, 'AbortError');
}

function networkError(what: 'refused' | 'lost'): TypeError {
  const messages = messagesOfPlatform();
  const error = new TypeError(messages[what]);
  // Apps recognise Node's errors by the code of the cause, and WebKit's by their lack of a stack.
  if (messages === NODE) {
    error.cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  }
  if (messages === WEBKIT) delete error.stack;
  return error;
}

function messagesOfPlatform(): NetworkErrorMessages {
  const { process, navigator } = globalThis as {
    process?: { versions?: { node?: string } };
    navigator?: { vendor?: string };
  };
  // First: in Node, jsdom and happy-dom say that they are Safari and Firefox.
  if (process?.versions?.node) return NODE;
  return BY_VENDOR.get(navigator?.vendor ?? 'unknown') ?? CHROMIUM;
}
