import type { Cassette } from '../../cassette/cassette.ts';
import type { CallInRequest, Message } from '../../protocols/conversation.ts';
import { sameArguments } from '../../protocols/conversation.ts';
import type { AssistantTurn, UserTurn } from '../../protocols/recorded-conversations.ts';
import type { ToolCall } from '../../protocols/turn.ts';
import { canonicalJson } from '../../util/json.ts';
import { normalizeText, quote, shorten } from '../../util/text.ts';
import type { ReadInteraction } from '../read-interactions.ts';
import type { CheckFinding } from './finding.ts';
import { interactionsOf } from './interactions-of.ts';

const SHOWN = 80;
const HINT = 'Change one to match the other, or record the whole conversation again';

type RecordedTurns = readonly (UserTurn | AssistantTurn)[];

/**
 * Finds requests that send something else back than the streams before them said: `call-differs`, which
 * no app can match, `call-id-differs`, and `text-differs`. One that a file was edited for is reported
 * once, in the first request that sends it.
 */
export function checkToolLoops(cassette: Cassette): CheckFinding[] {
  const interactions = interactionsOf(cassette);
  const seen = new Set<unknown>();
  /** The texts that requests have sent back, by the first turn of their conversation. */
  const resentTexts = new Map<object, Set<string>>();
  return interactions.flatMap((read, at) => {
    const { exchange, conversation } = read;
    if (!exchange || !conversation) return [];
    if (exchange.earlier.length === 0) {
      return checkNewConversation(read, conversation.messages, interactions.slice(0, at));
    }
    const [opening] = exchange.earlier as [object];
    const known = resentTexts.get(opening) ?? new Set();
    resentTexts.set(opening, known);
    const resent = conversation.messages
      .slice(0, -exchange.added.length || undefined)
      .filter(({ role, text }) => role === 'assistant' && !known.has(text));
    for (const { text } of resent) known.add(text);
    const found = [...checkIds(read), ...checkTexts(read, resent), ...checkAddedCalls(read)];
    return found.flatMap(({ about, ...finding }) => {
      if (seen.has(about)) return [];
      seen.add(about);
      return [finding];
    });
  });
}

type ComparedCall = Pick<ToolCall, 'name' | 'argumentsText'>;

/** A finding, and the call or text that it is about. */
type AboutFinding = CheckFinding & { about: unknown };

function checkIds({ number, exchange }: ReadInteraction): AboutFinding[] {
  return exchange!.calls.flatMap(([recorded, resent]): AboutFinding[] => {
    if (recorded.id === undefined || resent.id === undefined || recorded.id === resent.id) {
      return [];
    }
    return [
      {
        rule: 'call-id-differs',
        severity: 'error',
        message: `the request sends the call of ${quote(recorded.name, SHOWN)} back with the id ${quote(resent.id, SHOWN)}, but the stream said ${quote(recorded.id, SHOWN)}`,
        hint: HINT,
        place: { interaction: number, keys: ['request', 'body'] },
        about: recorded,
      },
    ];
  });
}

/** Finds calls that a request adds to a recorded answer, with no word of the user between. */
function checkAddedCalls({ number, exchange }: ReadInteraction): AboutFinding[] {
  const last = exchange!.earlier.at(-1);
  const [first] = exchange!.added;
  if (last?.role !== 'assistant' || first?.role !== 'assistant') return [];
  const call = first.toolCalls.find(({ providerExecuted }) => !providerExecuted);
  if (last.interactionIndex === undefined || !call) return [];
  return [{ ...callFinding(number, call), about: canonicalJson([call.name, call.argumentsText]) }];
}

/** Compares texts by letters and digits: apps trim, join, split and cut them. */
function checkTexts({ number, exchange }: ReadInteraction, resent: Message[]): AboutFinding[] {
  const exact = new Set(exchange!.earlier.map(({ text }) => text));
  return resent.flatMap((message): AboutFinding[] => {
    if (exact.has(message.text)) return [];
    const text = normalizeText(message.text);
    // Joined for what is not said to the letter alone: most is.
    const recorded = exchange!.earlier.flatMap((turn) =>
      turn.role === 'assistant' ? [normalizeText(turn.text)] : [],
    );
    const said = recorded.join('');
    const isSaid =
      said.includes(text) || recorded.some((each) => each !== '' && text.includes(each));
    if (text === '' || isSaid) return [];
    return [
      {
        rule: 'text-differs',
        severity: 'error',
        message: `the request sends back the text ${quote(message.text, SHOWN)}, which no stream before it said`,
        hint: HINT,
        place: { interaction: number, keys: ['request', 'body'] },
        about: text,
      },
    ];
  });
}

/**
 * Compares a request that continues no recorded conversation with the one that it comes closest to: it
 * may send back a call that no stream made.
 */
function checkNewConversation(
  { number }: ReadInteraction,
  messages: Message[],
  before: readonly ReadInteraction[],
): CheckFinding[] {
  if (messages.every((each) => each.role === 'user' || each.toolCalls.length === 0)) return [];
  const differences = before.flatMap((each) => {
    const { earlier, added, answer } = each.exchange ?? {};
    if (!earlier || !added || !answer) return [];
    return firstDifference([...earlier, ...added, answer], messages) ?? [];
  });
  const [closest] = differences.toSorted((one, other) => other.equal - one.equal);
  if (!closest) return [];
  return [callFinding(number, closest.call, closest.recorded)];
}

function callFinding(
  interaction: number,
  call: ComparedCall,
  recorded?: ComparedCall,
): CheckFinding {
  const made = recorded ? `but the stream made ${callText(recorded)}` : 'which no stream made';
  return {
    rule: 'call-differs',
    severity: 'error',
    message: `the request sends back ${callText(call)}, ${made}`,
    hint: HINT,
    place: { interaction, keys: ['request', 'body'] },
  };
}

/** The first call of a request that is not the recorded one. */
interface Difference {
  /** How many user texts and calls before it are equal. */
  equal: number;
  call: CallInRequest;
  /** The call at this place of the recording; undefined where there is none. */
  recorded: ToolCall | undefined;
}

type Item<C> = { user: string } | { call: C };

/** Finds the first call that differs; undefined where the conversations have another beginning. */
function firstDifference(turns: RecordedTurns, messages: Message[]): Difference | undefined {
  const recorded = turns.flatMap((turn): Item<ToolCall>[] =>
    turn.role === 'user' ? [{ user: turn.text }] : turn.toolCalls.map((call) => ({ call })),
  );
  const sent = messages.flatMap((message): Item<CallInRequest>[] =>
    message.role === 'user'
      ? [{ user: message.text }]
      : message.toolCalls.map((call) => ({ call })),
  );
  const equal = sent.findIndex((item, at) => !isSame(recorded[at], item));
  const [one, other] = [recorded[equal], sent[equal]];
  // The first item is what the user asked: without it, the conversation is another.
  if (equal < 1 || !other || !('call' in other)) return undefined;
  return { equal, call: other.call, recorded: one && 'call' in one ? one.call : undefined };
}

function isSame(recorded: Item<ToolCall> | undefined, sent: Item<CallInRequest>): boolean {
  if (!recorded) return false;
  if ('user' in recorded || 'user' in sent) {
    return 'user' in recorded && 'user' in sent && recorded.user === sent.user;
  }
  const [one, other] = [recorded.call, sent.call];
  return one.name === other.name && sameArguments(one.argumentsText, other.argumentsText);
}

function callText({ name, argumentsText }: ComparedCall): string {
  return `${name}(${shorten(argumentsText, SHOWN)})`;
}
