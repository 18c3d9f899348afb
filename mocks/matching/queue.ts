import type { Recording } from './recording.ts';

/** Recordings in file order, with fast access to the first one not consumed. */
export class Queue {
  readonly #recordings: Recording[] = [];
  /** All before it are consumed. */
  #from = 0;

  add(recording: Recording): void {
    this.#recordings.push(recording);
  }

  /** Finds the first one not consumed. */
  first(): Recording | undefined {
    while (this.#recordings[this.#from]?.consumed) this.#from++;
    return this.#recordings[this.#from];
  }

  /** Starts the search from the beginning again: call it after a recording was released. */
  rewind(): void {
    this.#from = 0;
  }

  /** Marks all as not consumed. */
  restart(): void {
    for (const recording of this.#recordings) recording.consumed = false;
    this.rewind();
  }
}
