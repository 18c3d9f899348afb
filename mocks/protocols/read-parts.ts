import type { RecordedResponse } from '../cassette/cassette.ts';
import { eventsOf, framingOf } from '../cassette/events.ts';
import { parseJson } from '../util/json.ts';
import { bodyText } from '../wire/body.ts';
import type { WireEvent } from '../wire/event.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';

/** Reads the parts of each event of a response: as recorded, or altered by a fault. */
export function readParts(
  protocol: Protocol,
  response: RecordedResponse,
  events: readonly WireEvent[] = eventsOf(response),
): Part[][] {
  if (framingOf(response)) return events.map(protocol.createReader());
  return events.map(({ raw }) => protocol.readJson(parseJson(bodyText(raw))));
}
