import { type Body, bodyBytes, bodyOf } from '../wire/body.ts';
import { cassetteName } from '../cassette/cassette.ts';
import { cannot, type PlayheadError } from '../util/error.ts';
import { formatValue } from '../util/format-value.ts';
import { isJson } from '../util/json.ts';
import type { Recording } from '../matching/recording.ts';
import { NULL_BODY } from '../cassette/cassette.ts';
import type { Delivery, DeliveredEvent } from '../stream/delivery.ts';
import type { EventContent, Framing } from '../wire/event.ts';
import { framingOf } from '../cassette/events.ts';
import { statusPhrase } from './status-phrase.ts';
import type { Fault } from './fault.ts';

/** Carries the reason why a fault cannot apply here. */
class FaultNotApplicableError extends Error {}

interface FaultContext {
  delivery: Delivery;
  events: readonly DeliveredEvent[];
  /** The number of events before the fault; for a fault of one event, that event included. */
  position: number;
  recording: Recording;
  framing: Framing | undefined;
}

type Apply<F> = (fault: F, context: FaultContext) => Delivery;

const FLOOD = 5000;

const APPLY: { [K in Fault['type']]: Apply<Extract<Fault, { type: K }>> } = {
  status({ status, headers = {}, body }) {
    const sent = body ?? (NULL_BODY.has(status) ? '' : errorBody(status));
    const type = hasContentType(headers) || body !== undefined || sent === '' ? {} : JSON_TYPE;
    return wholeResponse(status, { ...type, ...headers }, sent);
  },
  refused: () => ({ events: [], end: 'close' }),
  html({ status = 200 }) {
    return wholeResponse(status, { 'Content-Type': 'text/html; charset=utf-8' }, PAGE);
  },
  'content-type'({ value }, { delivery }) {
    const { code = 200, headers = {}, ...rest } = delivery.head ?? {};
    const others = Object.entries(headers).filter(([name]) => !/^content-type$/i.test(name));
    const changed = { ...Object.fromEntries(others), 'Content-Type': [value] };
    return { ...delivery, head: { ...rest, code, headers: changed, altered: true } };
  },
  crlf: (_fault, context) => ({
    ...context.delivery,
    events: context.events.map((event) => ({
      ...event,
      raw: textOf(event, context, 'line ends').replaceAll(/\r\n|\r|\n/g, '\r\n'),
    })),
  }),
  comments({ text = 'keep-alive' }, context) {
    const comment = context.framing?.comment?.(text);
    if (comment === undefined) throw new FaultNotApplicableError('its framing has no comments');
    return {
      ...context.delivery,
      // Keeps a byte order mark in front: it counts only as the first character.
      events: context.events.map((event) => ({
        ...event,
        raw: textOf(event, context, 'comments').replace(/^\uFEFF?/, (mark) => mark + comment),
      })),
    };
  },
  slow({ ms }, { delivery, events, position }) {
    const event = events[position];
    if (!event) throw new FaultNotApplicableError('no event comes after that');
    const slowed = { ...event, afterMs: (event.afterMs ?? 0) + ms };
    return { ...delivery, events: events.with(position, slowed) };
  },
  stall: (_fault, context) => brokenOff(context, 'stall'),
  end: (_fault, context) => brokenOff(context, 'close'),
  disconnect: (_fault, context) => brokenOff(context, 'disconnect'),
  'error-event'({ message = 'The model is overloaded.' }, context) {
    const { recording, position, framing } = context;
    const { url } = recording.interaction.request;
    const written = recording.request.protocol?.errorEvent?.(message, { url, position });
    if (!written)
      throw new FaultNotApplicableError('the form of errors in its protocol is not known');
    if (!framing) throw new FaultNotApplicableError('the response does not stream');
    const before = context.events.slice(0, position);
    return { ...context.delivery, events: [...before, eventOf(framing, written)], end: 'close' };
  },
  cut(_fault, context) {
    const { delivery, events, position, framing } = context;
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
 * Applies a fault to a delivery.
 * @param position the number of events before it; for a fault of one event, that event included
 * @throws PlayheadError `bad-option` where there is nothing to apply it to.
 */
export function applyFault(
  delivery: Delivery,
  fault: Fault,
  position: number,
  recording: Recording,
): Delivery {
  const framing = framingOf(recording.interaction.response);
  const context = { delivery, events: delivery.events, position, recording, framing };
  try {
    return (APPLY[fault.type] as Apply<Fault>)(fault, context);
  } catch (error) {
    if (!(error instanceof FaultNotApplicableError)) throw error;
    throw cannotApplyTo(fault, recording, error.message);
  }
}

export function cannotApplyTo(
  fault: Fault,
  { cassette, number }: Recording,
  reason: string,
  hint = 'Change or remove it',
): PlayheadError {
  return cannotApply(fault, reason, hint, ` to ${cassetteName(cassette)}, interaction ${number}`);
}

export function cannotApply(fault: Fault, reason: string, hint: string, where = ''): PlayheadError {
  return cannot('bad-option', `apply the fault ${formatValue(fault)}${where}`, { reason, hint });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const PAGE =
  '<!doctype html>\n<html>\n<head><title>Bad Gateway</title></head>\n<body><h1>Bad Gateway</h1></body>\n</html>\n';

function wholeResponse(code: number, headers: Record<string, string>, body: string) {
  if (NULL_BODY.has(code) && body !== '') {
    throw new FaultNotApplicableError(`a response with status ${code} has no body`);
  }
  const values = Object.entries(headers).map(([name, value]) => [name, [value]]);
  const all = Object.fromEntries(values) as Record<string, string[]>;
  const status = `${code} ${statusPhrase(code)}`.trim();
  const head = { code, status, headers: all, altered: true as const };
  return { head, events: body === '' ? [] : [{ raw: body }], end: 'close' as const };
}

/** Writes an error in a form that the clients of all providers recognise. */
function errorBody(code: number): string {
  const message = statusPhrase(code);
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

/** Gives the timing overrides of an event, which faults preserve. */
function timeOf({ afterMs, atOnce }: DeliveredEvent): Partial<DeliveredEvent> {
  return { ...(afterMs !== undefined && { afterMs }), ...(atOnce && { atOnce }) };
}

/** Drops the pause: it holds before the first of several copies alone. */
function withoutPause({ afterMs: _afterMs, ...event }: DeliveredEvent): DeliveredEvent {
  return event;
}

function textOf({ raw }: DeliveredEvent, { framing }: FaultContext, what: string): string {
  if (!framing) throw new FaultNotApplicableError('the response does not stream');
  if (typeof raw !== 'string')
    throw new FaultNotApplicableError(`its bytes are not text and have no ${what}`);
  return raw;
}

function rawText(raw: Body): string | undefined {
  return typeof raw === 'string' ? raw.trim() : undefined;
}
