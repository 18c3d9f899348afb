import type { CallInRequest } from '../protocols/conversation.ts';
import { groupCandidates } from './candidates.ts';
import type { PreviousOf } from './history.ts';
import { streamFlagsFor, type Matcher } from './matcher.ts';
import { callsAtEnd, messagesOf, type ParsedRequest } from './parsed-request.ts';
import type { Recording } from './recording.ts';

/**
 * Finds an answer to any request, and leaves conversations whole. What follows a recording gets what was
 * recorded after it; a first question gets the next recorded beginning.
 */
export function createAnyMatcher(
  recordings: readonly Recording[],
  repeat: boolean,
  previousOf: PreviousOf,
): Matcher {
  const places = new Map(recordings.map((recording, at) => [recording, at]));

  /** Lists what finds the answer, the best first: what it follows, else how it ends. */
  function endsOf(request: ParsedRequest, previous: Recording | undefined): string[] {
    const calls = callsAtEnd(request);
    const place = previous && places.get(previous);
    const after = place === undefined ? [] : [`after ${place}`];
    if (calls.length > 0) return [...after.map((each) => `result ${each}`), ...keysOfCalls(calls)];
    const isFirst = messagesOf(request).every(({ role }) => role === 'user');
    return [...(isFirst ? ['first question'] : after), 'question'];
  }

  const keysOf = ({ request }: Recording, previous: Recording | undefined) =>
    endsOf(request, previous).map((end) => keyOf(request, request.conversation?.stream, end));
  const groups = groupCandidates(
    recordings,
    (recording) => keysOf(recording, previousOf(recording)),
    previousOf,
  );
  return {
    find(request, answered) {
      const keys = endsOf(request, answered).flatMap((end) => keysOfRequest(request, end));
      const group = keys.map((key) => groups.get(key)).find((each) => each !== undefined);
      const live = { request, previous: answered, cassette: answered?.cassette };
      const found = group?.find(live);
      if (found || !repeat) return found;
      group?.restart();
      return group?.find(live);
    },
    rewind() {
      for (const candidates of groups.values()) candidates.rewind();
    },
    fits(request, recording) {
      const keys = keysOf(recording, undefined);
      return endsOf(request, undefined)
        .flatMap((end) => keysOfRequest(request, end))
        .some((key) => keys.includes(key));
    },
  };
}

/** Makes keys of calls: of their ids, which most apps send back, and of their names. */
function keysOfCalls(calls: readonly CallInRequest[]): string[] {
  const ids = calls.flatMap(({ id }) => id ?? []);
  const names = calls.map(({ name }) => name).toSorted();
  const key = `names ${JSON.stringify(names)}`;
  return ids.length === calls.length ? [`ids ${JSON.stringify(ids)}`, key] : [key];
}

function keysOfRequest(request: ParsedRequest, end: string): string[] {
  const streams = request.conversation ? streamFlagsFor(request.conversation) : [undefined];
  return streams.map((stream) => keyOf(request, stream, end));
}

/** Keys requests that no protocol reads alike: whatever they say. */
function keyOf(request: ParsedRequest, stream: boolean | undefined, end: string): string {
  return request.conversation ? `${request.protocol!.name} ${stream} ${end}` : '';
}
