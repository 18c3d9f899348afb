/** Sees what the app reads of one response. */
export interface ReadProgress {
  /** Is the app waiting for more than it was given? */
  readonly wantsMore: boolean;
  /** Has it been given all events before this position? */
  delivered(position: number): boolean;
  /** Resolves when the app has done with all events before this position. */
  read(position: number): Promise<void>;
}
