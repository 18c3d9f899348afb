import type { Cassette } from '../cassette/cassette.ts';
import type { IncomingRequest } from '../matching/recording-index.ts';
import type { Miss } from '../matching/miss.ts';
import { createReplay, type Reply, type ReplayOptions } from '../replay/replay.ts';
import { bodyText } from '../wire/body.ts';
import { user } from './samples.ts';

const COMPLETIONS = 'https://x.test/v1/chat/completions';

type Completion = [messages: string | object[], more?: object, url?: string];

/** Makes a request for a chat completion; a string is the text of its one message. */
export function completionRequest(...[messages, more, url]: Completion): IncomingRequest {
  const list = typeof messages === 'string' ? [user(messages)] : messages;
  const body = JSON.stringify({ messages: list, stream: true, ...more });
  return { method: 'POST', url: url ?? COMPLETIONS, body };
}

/** An engine that is sent requests for chat completions. */
export interface Replaying {
  /** Returns the text of the reply, or else `'miss'` or `'no route'`. */
  text(...request: Completion): string;
  /** @throws Error where the request is a miss. */
  reply(...request: Completion): Reply;
  /** @throws Error where the request is no miss. */
  miss(...request: Completion): Miss;
}

/** Creates an engine for tests of matching and replay. */
export function replaying(
  cassettes: Cassette | readonly Cassette[],
  options?: ReplayOptions,
): Replaying {
  const replay = createReplay([cassettes].flat(), options);
  const respond = (...request: Completion) => replay.respond(completionRequest(...request));
  return {
    text(...request) {
      const reply = respond(...request);
      if ('miss' in reply) return reply.miss.nearest ? 'miss' : 'no route';
      const body = reply.delivery.events.map(({ raw }) => bodyText(raw)).join('');
      return /"content":"(.*?)"/.exec(body)?.[1] ?? '';
    },
    reply(...request) {
      const reply = respond(...request);
      if ('recording' in reply) return reply;
      throw new Error('miss' in reply ? reply.miss.message : 'A rule has answered');
    },
    miss(...request) {
      const reply = respond(...request);
      if ('miss' in reply) return reply.miss;
      throw new Error('The request has a recording');
    },
  };
}
