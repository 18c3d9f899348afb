import type { Playback } from '../stream/playback.ts';

type Body = Playback['body'];

/**
 * Returns the body of a playback so that the app can leave it early where MSW has cloned the response,
 * as MSW 2 does in Node: of a stream that was split, `cancel()` waits until both halves are cancelled
 * (https://streams.spec.whatwg.org/#rs-default-tee), and nobody cancels the other one. Here the half
 * of the app ends the playback by itself.
 */
export function leavableBody(playback: Playback): Body {
  const { body } = playback;
  const split = () => ReadableStream.prototype.tee.call(body) as [Body, Body];
  body.tee = () => {
    const [half, copy] = split();
    const reader = half.getReader();
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
