import type { Cassette } from '../../cassette/cassette.ts';
import { framingOf } from '../../cassette/events.ts';
import { unwrapAmazon } from '../../protocols/anthropic-messages.ts';
import { foldParts } from '../../protocols/turn.ts';
import { isObject, parseJson } from '../../util/json.ts';
import { quote } from '../../util/text.ts';
import type { WireEvent } from '../../wire/event.ts';
import type { ReadInteraction } from '../read-interactions.ts';
import type { CheckFinding } from './finding.ts';
import { interactionsOf, placeOfEvent } from './interactions-of.ts';

const SHOWN = 80;
/** Finish reasons of answers that were cut by a limit, whose last call may be cut too. */
const LIMIT = /length|max|incomplete/i;

/**
 * Finds responses that do not make a whole answer. What a provider can really have sent is a warning:
 * `incomplete-event`, `error-event`. What only an edit or a broken recorder makes is an error:
 * `broken-event`, `broken-arguments`, `no-finish`.
 */
export function checkStreams(cassette: Cassette): CheckFinding[] {
  return interactionsOf(cassette).flatMap((read) => {
    if (!read.protocol || read.interaction.response.code >= 400) return [];
    const events = [...checkWholeEvents(read), ...checkJson(read), ...checkErrors(read)];
    const isCut = events.length > 0;
    return [...events, ...checkArguments(read, isCut), ...(isCut ? [] : checkFinish(read))];
  });
}

function checkWholeEvents(read: ReadInteraction): CheckFinding[] {
  const at = read.events.findIndex(({ incomplete }) => incomplete);
  if (at < 0) return [];
  const message = `the body ends inside ${eventName(read, at)}`;
  const hint = 'Record it again, unless a cut stream is meant';
  const place = placeOfEvent(read, at);
  return [{ rule: 'incomplete-event', severity: 'warning', message, hint, place }];
}

/** Reports the first broken event alone: the others of a body are broken in the same way. */
function checkJson(read: ReadInteraction): CheckFinding[] {
  const broken = [...read.events.keys()].filter((at) => isBroken(read, read.events[at]!));
  const [first] = broken;
  if (first === undefined) return [];
  const data = quote(read.events[first]!.data ?? '', SHOWN);
  const left = broken.length - 1;
  const others = left === 0 ? '' : `, as ${left === 1 ? 'is 1 other' : `are ${left} others`}`;
  return [
    {
      rule: 'broken-event',
      severity: 'error',
      message: `${eventName(read, first)} is not a JSON object: ${data}${others}`,
      hint: 'Fix the JSON, or record it again',
      place: placeOfEvent(read, first),
    },
  ];
}

/** Reports the first error of the provider: it ends the answer. */
function checkErrors(read: ReadInteraction): CheckFinding[] {
  for (const [at, parts] of read.parts.entries()) {
    const error = parts.find(({ type }) => type === 'error');
    if (error?.type !== 'error' || isBroken(read, read.events[at]!)) continue;
    const said = quote(error.message, SHOWN);
    const message = `${eventName(read, at)} is an error of the provider: ${said}`;
    const hint = 'Record it again, unless the error is meant';
    const place = placeOfEvent(read, at);
    return [{ rule: 'error-event', severity: 'warning', message, hint, place }];
  }
  return [];
}

function eventName({ events }: ReadInteraction, at: number): string {
  return `event ${at + 1} of ${events.length}`;
}

function isBroken({ interaction }: ReadInteraction, { data, incomplete }: WireEvent): boolean {
  if (data === undefined || incomplete || data.trim() === '[DONE]') return false;
  if (!framingOf(interaction.response)) return false;
  return !isObject(unwrapAmazon(parseJson(data)));
}

function checkArguments(read: ReadInteraction, isCut: boolean): CheckFinding[] {
  const { toolCalls, finish = '' } = foldParts(read.parts.flat());
  const indexes = [
    ...new Set(read.parts.flat().flatMap((part) => ('index' in part ? [part.index] : []))),
  ];
  return toolCalls.flatMap((call, at): CheckFinding[] => {
    if (call.providerExecuted || call.arguments !== undefined) return [];
    const isLast = at === toolCalls.length - 1;
    const event = read.parts.findIndex((parts) =>
      parts.some((part) => part.type === 'tool-call' && part.index === indexes[at]),
    );
    return [
      {
        rule: 'broken-arguments',
        severity: isLast && (isCut || LIMIT.test(finish)) ? 'warning' : 'error',
        message: `the arguments of the call of ${quote(call.name, SHOWN)} are not JSON: ${quote(call.argumentsText, SHOWN)}`,
        hint: 'Fix the fragments, or record it again',
        place: placeOfEvent(read, event),
      },
    ];
  });
}

function checkFinish(read: ReadInteraction): CheckFinding[] {
  if (read.parts.flat().some(({ type }) => type === 'finish')) return [];
  const what = read.events.length === 0 ? 'the body is empty' : 'no event says why the answer ends';
  return [
    {
      rule: 'no-finish',
      severity: 'error',
      message: `${what}: the stream may be cut`,
      hint: 'Record it again, or allow it with a comment at the top of the file',
      place: { interaction: read.number, keys: ['response', 'body'] },
    },
  ];
}
