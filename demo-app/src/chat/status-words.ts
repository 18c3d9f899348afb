/** A refused request in words for the person who asked. */
export interface StatusWords {
  what: string;
  /** What they can do, if anything. */
  mend: string;
  /** Trying again may help. */
  again: boolean;
}

const AGAIN = 'Try again, or choose another provider.';
const KEY = 'Check the API key.';

const WORDS: Readonly<Record<number, Omit<StatusWords, 'again'>>> = {
  400: { what: 'The provider does not take this request', mend: 'Ask in another way.' },
  401: { what: 'The provider does not accept the API key', mend: KEY },
  403: { what: 'The provider does not allow this', mend: KEY },
  404: {
    what: 'The provider does not have this model or address',
    mend: 'Choose another provider.',
  },
  408: { what: 'The provider has waited too long', mend: AGAIN },
  413: { what: 'The conversation is too long for the provider', mend: 'Ask something shorter.' },
  429: { what: 'The provider takes no more requests for now', mend: '' },
  500: { what: 'The provider has a fault', mend: AGAIN },
  // Only a replay answers so: its own words say what to do.
  501: { what: 'The provider cannot do this', mend: '' },
  502: { what: 'The provider cannot be reached at the moment', mend: AGAIN },
  503: { what: 'The provider is not available at the moment', mend: AGAIN },
  504: { what: 'The provider takes too long to answer', mend: AGAIN },
  529: { what: 'The provider is overloaded', mend: AGAIN },
};

/** Statuses that pass by themselves. */
const PASSING = new Set([408, 409, 425, 429]);

export function statusWords(status: number): StatusWords {
  const again = PASSING.has(status) || (status >= 500 && status !== 501);
  const { what, mend } = WORDS[status] ?? {
    what: again ? 'The provider has a fault' : 'The provider refuses this request',
    mend: again ? AGAIN : 'Choose another provider.',
  };
  return { what: `${what} (${status}).`, mend, again };
}
