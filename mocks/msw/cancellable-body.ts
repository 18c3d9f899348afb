import type { Playback } from '../stream/playback.ts';

type Body = Playback['body'];

/**
 * Returns the body of a playback, made so that an app can leave it even where MSW has cloned the response,
 * as MSW 2 does in Node. A branch of a stream resolves `cancel()` only when both branches are cancelled
 * (https://streams.spec.whatwg.org/#rs-default-tee), and nobody cancels the clone: `break` out of a loop
 * would wait for ever. So the branch that the app reads ends the playback by itself; and it reads no chunk
 * ahead, as a branch would, or what was sent would seem to be read.
 */
export function cancellableBody(playback: Playback): Body {
  const { body } = playback;
  body.tee = () => split(playback, body.getReader());
  return body;
}

function split(
  playback: Playback,
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): [Body, Body] {
  const open = new Set<ReadableStreamDefaultController>();
  let reading: Promise<void> | undefined;

  /** Reads one chunk for both branches, whichever asks for it. */
  async function readNext(): Promise<void> {
    const { done, value } = await reader.read();
    reading = undefined;
    for (const each of open) {
      if (done) each.close();
      else each.enqueue(value);
    }
  }

  function createBranch(cancel: (reason: unknown) => void): Body {
    let own: ReadableStreamDefaultController;
    return new ReadableStream(
      {
        start: (controller) => void open.add((own = controller)),
        pull: () => (reading ??= readNext()),
        cancel: (reason) => {
          open.delete(own);
          cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  // An error comes at once, and not when a branch asks for more.
  reader.closed.catch((error: unknown) => open.forEach((each) => each.error(error)));
  return [createBranch((reason) => playback.stop('cancelled', reason)), createBranch(() => {})];
}
