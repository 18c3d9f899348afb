/** How an app reads; by default all there is, as fast as it comes. */
export interface Reading {
  /** Called before each further read. */
  pause?: () => Promise<void>;
  /** Stops reading, and does not cancel, once this is so. */
  enough?: (text: string, data: string) => boolean;
}

/** Asks, and shows the answer so far whenever more of it has come. */
export type Ask = (show: (text: string) => void, reading: Reading) => Promise<void>;
