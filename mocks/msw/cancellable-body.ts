import type { Playback } from '../stream/playback.ts';

type Body = Playback['body'];

/**
 * Returns the body of a playback, made so that `cancel()` resolves even where MSW has cloned the
 * response, as MSW 2 does in Node. A branch of a stream resolves `cancel()` only when both branches are
 * cancelled (https://streams.spec.whatwg.org/#rs-default-tee), and nobody cancels the clone. So the
 * branch that the app reads ends the playback by itself.
 */
export function cancellableBody(playback: Playback): Body {
  const { body } = playback;
  const split = () => ReadableStream.prototype.tee.call(body) as [Body, Body];
  body.tee = () => {
    const [branch, copy] = split();
    const reader = branch.getReader();
    const own: Body = new ReadableStream(
      {
        async pull(controller) {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => playback.stop('cancelled', reason),
      },
      { highWaterMark: 0 },
    );
    return [own, copy];
  };
  return body;
}
