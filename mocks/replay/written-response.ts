import type { RecordedResponse } from '../cassette/cassette.ts';
import type { WrittenAnswer } from '../protocols/protocol.ts';
import type { EventContent } from '../wire/event.ts';
import { framingFor, joinEvents } from '../wire/events.ts';

/** Makes the response that carries an answer which was not recorded. */
export function writtenResponse(answer: WrittenAnswer): RecordedResponse {
  if ('json' in answer) return response('application/json', JSON.stringify(answer.json));
  const { mediaType, events } = answer;
  const framing = framingFor(mediaType, '')!;
  return response(
    mediaType,
    joinEvents(events.map((event: EventContent) => ({ raw: framing.write(event) }))),
  );
}

function response(mediaType: string, body: RecordedResponse['body']): RecordedResponse {
  return { code: 200, headers: { 'Content-Type': [mediaType] }, body };
}
