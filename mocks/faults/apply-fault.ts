import { type Body, bodyBytes, bodyOf } from '../wire/body.ts';
import { isJson } from '../util/json.ts';
import type { Recording } from '../matching/recording.ts';
import { type Delivery, type DeliveredEvent, NULL_BODY } from '../stream/delivery.ts';
import type { EventContent, Framing } from '../wire/framing.ts';
import { framingOf } from '../cassette/events.ts';
import { statusPhrase } from './status-phrase.ts';
import type { Fault } from './fault.ts';

/** Why a fault cannot strike here. */
export class FaultNotApplicableError extends Error {}

/** What a fault needs to know of the answer that it strikes. */
interface FaultContext {
  delivery: Delivery;
  events: readonly DeliveredEvent[];
  /** The events before the fault; for a fault of an event, that one is the last of them. */
  position: number;
  recording: Recording;
  framing: Framing | undefined;
}

type Apply<F> = (fault: F, scene: FaultContext) => Delivery;

const FLOOD = 5000;

const APPLY: { [K in Fault['type']]: Apply<Extract<Fault, { type: K }>> } = {
  status({ status, headers = {}, body }) {
    const phrase = statusPhrase(status);
    const sent = body ?? (NULL_BODY.has(status) ? '' : errorBody(status, phrase));
    const type = hasContentType(headers) || body !== undefined || sent === '' ? {} : JSON_TYPE;
    return whole(status, `${status} ${phrase}`.trim(), { ...type, ...headers }, sent);
  },
  refused: () => ({ events: [], end: 'close' }),
  html({ status = 200 }) {
    const type = { 'Content-Type': 'text/html; charset=utf-8' };
    return whole(status, `${status} ${statusPhrase(status)}`.trim(), type, PAGE);
  },
  'content-type'({ value }, { delivery }) {
    const { code = 200, headers = {}, ...rest } = delivery.head ?? {};
    const others = Object.entries(headers).filter(([name]) => !/^content-type$/i.test(name));
    const changed = { ...Object.fromEntries(others), 'Content-Type': [value] };
    return { ...delivery, head: { ...rest, code, headers: changed, altered: true } };
  },
  crlf: (_fault, scene) => ({
    ...scene.delivery,
    events: scene.events.map((event) => ({
      ...event,
      raw: textOf(event, scene, 'line ends').replaceAll(/\r\n|\r|\n/g, '\r\n'),
    })),
  }),
  comments({ text = 'keep-alive' }, scene) {
    const comment = scene.framing?.comment?.(text);
    if (comment === undefined) throw new FaultNotApplicableError('its framing knows no comments');
    return {
      ...scene.delivery,
      // A byte order mark counts only where it is first.
      events: scene.events.map((event) => ({
        ...event,
        raw: textOf(event, scene, 'comments').replace(/^\uFEFF?/, (mark) => mark + comment),
      })),
    };
  },
  slow({ ms }, { delivery, events, position }) {
    const event = events[position];
    if (!event) throw new FaultNotApplicableError('no event comes after that');
    const slowed = { ...event, afterMs: (event.afterMs ?? 0) + ms };
    return { ...delivery, events: events.with(position, slowed) };
  },
  stall: (_fault, scene) => brokenOff(scene, 'stall'),
  end: (_fault, scene) => brokenOff(scene, 'close'),
  disconnect: (_fault, scene) => brokenOff(scene, 'disconnect'),
  'error-event'({ message = 'The model is overloaded.' }, scene) {
    const { recording, position, framing } = scene;
    const { url } = recording.interaction.request;
    const said = recording.request.protocol?.errorEvent?.(message, { url, position });
    if (!said) throw new FaultNotApplicableError('how its provider breaks off is not known');
    if (!framing) throw new FaultNotApplicableError('the answer is no stream');
    const before = scene.events.slice(0, position);
    return { ...scene.delivery, events: [...before, eventOf(framing, said)], end: 'close' };
  },
  cut(_fault, scene) {
    const { delivery, events, position, framing } = scene;
    const event = events[position - 1]!;
    const bytes = bodyBytes(event.raw);
    if (bytes.length < 2) throw new FaultNotApplicableError('the event is a single byte');
    const half = bodyOf(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    const last = framing?.split(half)[0] ?? { raw: half };
    const before = events.slice(0, position - 1);
    return { ...delivery, events: [...before, { ...timeOf(event), ...last }], end: 'close' };
  },
  'bad-json'(_fault, { delivery, events, position, framing }) {
    const event = events[position - 1]!;
    const data = framing ? event.data : rawText(event.raw);
    if (data === undefined || !/[}\]]$/.test(data) || !isJson(data)) {
      throw new FaultNotApplicableError('the event holds no JSON object');
    }
    const broken = data.slice(0, -1);
    const bad = framing ? eventOf(framing, { data: broken, event: event.event }) : { raw: broken };
    return { ...delivery, events: events.with(position - 1, { ...timeOf(event), ...bad }) };
  },
  duplicate: (_fault, { delivery, events, position }) => ({
    ...delivery,
    events: events.toSpliced(position, 0, withoutPause(events[position - 1]!)),
  }),
  reorder(_fault, { delivery, events, position }) {
    const [event, next] = events.slice(position - 1);
    if (!event || !next) throw new FaultNotApplicableError('no event comes after that');
    return { ...delivery, events: events.toSpliced(position - 1, 2, next, event) };
  },
  flood({ times = FLOOD }, { delivery, events, position }) {
    const again: DeliveredEvent = { ...withoutPause(events[position - 1]!), atOnce: true };
    const flood = Array.from({ length: times - 1 }, () => again);
    return { ...delivery, events: events.toSpliced(position, 0, ...flood) };
  },
};

/**
 * What a fault makes of an answer.
 * @param position how many events come before it; for a fault of an event, with that event
 * @throws CannotStrike where there is nothing to strike.
 */
export function applyFault(
  delivery: Delivery,
  fault: Fault,
  position: number,
  recording: Recording,
): Delivery {
  const framing = framingOf(recording.interaction.response);
  const scene = { delivery, events: delivery.events, position, recording, framing };
  return (APPLY[fault.type] as Apply<Fault>)(fault, scene);
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const PAGE =
  '<!doctype html>\n<html>\n<head><title>Bad Gateway</title></head>\n<body><h1>Bad Gateway</h1></body>\n</html>\n';

function whole(code: number, status: string, headers: Record<string, string>, body: string) {
  if (NULL_BODY.has(code) && body !== '') {
    throw new FaultNotApplicableError(`a response with status ${code} has no body`);
  }
  const values = Object.entries(headers).map(([name, value]) => [name, [value]]);
  const all = Object.fromEntries(values) as Record<string, string[]>;
  const head = { code, status, headers: all, altered: true as const };
  return { head, events: body === '' ? [] : [{ raw: body }], end: 'close' as const };
}

/** In a form that is an error to the clients of all providers. */
function errorBody(code: number, message: string): string {
  const error = { type: 'injected_fault', code, message };
  return JSON.stringify({ type: 'error', message, error });
}

function hasContentType(headers: Record<string, string>): boolean {
  return Object.keys(headers).some((name) => /^content-type$/i.test(name));
}

function brokenOff({ delivery, events, position }: FaultContext, end: Delivery['end']): Delivery {
  if (end === 'close' && position === events.length) {
    throw new FaultNotApplicableError('nothing comes after that: it is the end already');
  }
  return { ...delivery, events: events.slice(0, position), end };
}

function eventOf(framing: Framing, written: EventContent): DeliveredEvent {
  const raw = framing.write(written);
  return framing.split(raw)[0] ?? { raw };
}

/** What is out of the common about the time of an event: what a fault makes of it keeps that. */
function timeOf({ afterMs, atOnce }: DeliveredEvent): Partial<DeliveredEvent> {
  return { ...(afterMs !== undefined && { afterMs }), ...(atOnce && { atOnce }) };
}

/** A pause comes before the first of several copies. */
function withoutPause({ afterMs: _afterMs, ...event }: DeliveredEvent): DeliveredEvent {
  return event;
}

function textOf({ raw }: DeliveredEvent, { framing }: FaultContext, what: string): string {
  if (!framing) throw new FaultNotApplicableError('the answer is no stream');
  if (typeof raw !== 'string')
    throw new FaultNotApplicableError(`its bytes are no text: they have no ${what}`);
  return raw;
}

function rawText(raw: Body): string | undefined {
  return typeof raw === 'string' ? raw.trim() : undefined;
}
