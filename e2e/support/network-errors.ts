/** What an app gets for a request that fails. `network-errors.spec.ts` compares it with real sockets. */
export const NETWORK_ERRORS = {
  chromium: {
    refused: 'TypeError: Failed to fetch',
    lost: 'TypeError: network error',
    aborted: 'AbortError: signal is aborted without reason',
    abortedFor: (reason: string) => reason,
  },
  firefox: {
    refused: 'TypeError: NetworkError when attempting to fetch resource.',
    lost: 'TypeError: Error in input stream',
    aborted: 'AbortError: The operation was aborted. ',
    abortedFor: (reason: string) => reason,
  },
  webkit: {
    refused: 'TypeError: Load failed',
    lost: 'TypeError: Load failed',
    aborted: 'AbortError: Fetch is aborted',
    abortedFor: (_reason: string) => 'AbortError: Fetch is aborted',
  },
};
