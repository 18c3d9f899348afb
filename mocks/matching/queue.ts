import type { Recording } from './recording.ts';

/** Recordings in file order, of which the first one not yet spent is wanted, again and again. */
export class Queue {
  readonly #recordings: Recording[] = [];
  /** All before it are spent. */
  #from = 0;

  add(recording: Recording): void {
    this.#recordings.push(recording);
  }

  /** The first that is not spent. */
  first(): Recording | undefined {
    while (this.#recordings[this.#from]?.consumed) this.#from++;
    return this.#recordings[this.#from];
  }

  /** One or more of them are not spent any more. */
  rewind(): void {
    this.#from = 0;
  }

  /** All of them are to be played again. */
  restart(): void {
    for (const recording of this.#recordings) recording.consumed = false;
    this.rewind();
  }
}
