/** The choices of demo mode. Whoever starts it gives them; the app only shows them. */
export interface Replay {
  cassettes: readonly string[];
  cassette: string;
  paces: readonly string[];
  pace: string;
}

/** Loads the page again with other choices: a fresh conversation. */
export function choose({ cassette, pace }: Pick<Replay, 'cassette' | 'pace'>): void {
  // Slashes are legal in a query, and an address with them can be read.
  const query = new URLSearchParams({ cassette, pace }).toString().replaceAll('%2F', '/');
  location.assign(`${location.pathname}?${query}`);
}
