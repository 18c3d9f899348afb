/** What came instead of an answer, by its content type. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
  readonly contentType: string;

  constructor(contentType: string) {
    super(`Cannot read an answer: it is ${contentType}.`);
    this.contentType = contentType;
  }
}

/** What a stream may be called. Plain text is let through: some servers name nothing better. */
const STREAM =
  /^(?:text\/(?:event-stream|plain)|application\/(?:x-)?(?:nd)?json(?:l|lines|-seq)?|application\/vnd\.amazon\.eventstream|application\/octet-stream)\b/i;

/**
 * A proxy, a login or a mistaken address may answer 200 with a page of its own. Where the server
 * names no type, the stream has to speak for itself.
 * @throws NoAnswerError
 */
export function checkType(contentType: string | null | undefined): void {
  if (contentType && !STREAM.test(contentType)) {
    throw new NoAnswerError(contentType.split(';', 1)[0]!.trim().toLowerCase());
  }
}
