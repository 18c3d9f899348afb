/** Explains a refused request to the person who asked. */
export interface StatusText {
  what: string;
  /** What they can do, if anything. */
  hint: string;
  /** Trying again may help. */
  again: boolean;
}

const AGAIN = 'Try again, or choose another provider.';
const KEY = 'Check the API key.';

const TEXTS: Readonly<Record<number, Omit<StatusText, 'again'>>> = {
  400: { what: 'The provider does not take this request', hint: 'Ask in another way.' },
  401: { what: 'The provider does not accept the API key', hint: KEY },
  403: { what: 'The provider does not allow this', hint: KEY },
  404: {
    what: 'The provider does not have this model or address',
    hint: 'Choose another provider.',
  },
  408: { what: 'The provider has waited too long', hint: AGAIN },
  413: { what: 'The conversation is too long for the provider', hint: 'Ask something shorter.' },
  429: { what: 'The provider takes no more requests for now', hint: '' },
  500: { what: 'The provider has a fault', hint: AGAIN },
  // Only a replay answers so: its message says what to do.
  501: { what: 'The provider cannot do this', hint: '' },
  502: { what: 'The provider cannot be reached at the moment', hint: AGAIN },
  503: { what: 'The provider is not available at the moment', hint: AGAIN },
  504: { what: 'The provider takes too long to answer', hint: AGAIN },
  529: { what: 'The provider is overloaded', hint: AGAIN },
};

/** Statuses that pass by themselves. */
const PASSING = new Set([408, 409, 425, 429]);

export function statusText(status: number): StatusText {
  const again = PASSING.has(status) || (status >= 500 && status !== 501);
  const { what, hint } = TEXTS[status] ?? {
    what: again ? 'The provider has a fault' : 'The provider refuses this request',
    hint: again ? AGAIN : 'Choose another provider.',
  };
  return { what: `${what} (${status}).`, hint, again };
}
