/** Explains a refused request to the person who asked. */
export interface StatusText {
  what: string;
  /** Suggests what to do; may be empty. */
  hint: string;
  /** Trying again may help. */
  again: boolean;
}

const AGAIN = 'Try again, or choose another provider.';
const KEY = 'Check the API key.';

const TEXTS: Readonly<Record<number, Omit<StatusText, 'again'>>> = {
  400: { what: 'The provider rejected this request', hint: 'Rephrase your question.' },
  401: { what: 'The provider rejected the API key', hint: KEY },
  403: { what: 'The provider denied access', hint: KEY },
  404: {
    what: 'The provider does not know this model or address',
    hint: 'Choose another provider.',
  },
  408: { what: 'The provider timed out', hint: AGAIN },
  413: { what: 'The conversation is too long for the provider', hint: 'Send a shorter message.' },
  429: { what: 'Rate limit reached', hint: '' },
  500: { what: 'The provider failed', hint: AGAIN },
  // Only a replay answers so: its message says what to do.
  501: { what: 'The provider has no answer for this request', hint: '' },
  502: { what: 'The provider is unreachable', hint: AGAIN },
  503: { what: 'The provider is unavailable', hint: AGAIN },
  504: { what: 'The provider took too long to respond', hint: AGAIN },
  529: { what: 'The provider is overloaded', hint: AGAIN },
};

/** Statuses that pass by themselves. */
const PASSING = new Set([408, 409, 425, 429]);

export function statusText(status: number): StatusText {
  const again = PASSING.has(status) || (status >= 500 && status !== 501);
  const { what, hint } = TEXTS[status] ?? {
    what: again ? 'The provider failed' : 'The provider refused this request',
    hint: again ? AGAIN : 'Choose another provider.',
  };
  return { what: `${what} (${status}).`, hint, again };
}
