/** A response that is no stream, such as a web page. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
  readonly contentType: string;

  constructor(contentType: string) {
    super(`Cannot read an answer: it is ${contentType}.`);
    this.contentType = contentType;
  }
}

/** Content types of streams. Plain text is accepted: some servers send nothing better. */
const STREAM =
  /^(?:text\/(?:event-stream|plain)|application\/(?:x-)?(?:nd)?json(?:l|lines|-seq)?|application\/vnd\.amazon\.eventstream|application\/octet-stream)\b/i;

/**
 * Rejects a response that is no stream: a proxy, a login or a wrong address may answer 200 with a
 * page of its own. A response without a type is accepted.
 * @throws NoAnswerError
 */
export function checkType(contentType: string | null | undefined): void {
  if (contentType && !STREAM.test(contentType)) {
    throw new NoAnswerError(contentType.split(';', 1)[0]!.trim().toLowerCase());
  }
}
