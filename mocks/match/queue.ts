import type { Recording } from './recording.ts';

/** Recordings in file order, of which the first one not yet played is wanted, again and again. */
export class Queue {
  readonly #recordings: Recording[] = [];
  /** All before it have been played. */
  #from = 0;

  add(recording: Recording): void {
    this.#recordings.push(recording);
  }

  /** The first that has not been played. */
  first(): Recording | undefined {
    while (this.#recordings[this.#from]?.played) this.#from++;
    return this.#recordings[this.#from];
  }

  /** One or more of them are not played any more. */
  rewind(): void {
    this.#from = 0;
  }

  /** All of them are to be played again. */
  restart(): void {
    for (const recording of this.#recordings) recording.played = false;
    this.rewind();
  }
}
