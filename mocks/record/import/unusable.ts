/** Thrown where an exchange of a source cannot be replayed; the others still can. */
export class Unusable extends Error {
  /** A clause without a full stop. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
