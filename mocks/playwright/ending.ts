/** How a stream came to its end. */
export type Ending = 'played' | 'cancelled' | 'failed' | 'gone';

/** The same in words. */
export const SAID: { [K in Ending]: string } = {
  played: 'it has been played to its end',
  cancelled: 'the app has cancelled it',
  failed: 'a fault has struck it',
  gone: 'its page is gone',
};
