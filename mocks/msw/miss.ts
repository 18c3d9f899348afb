import { cassetteName } from '../cassette/cassette.ts';
import type { Message } from '../protocols/conversation.ts';
import type { Asked, Recording } from './match.ts';

/** A request that no recorded interaction answers. Plain data: it is also the body of the 501. */
export interface Miss {
  method: string;
  url: string;
  /** The whole explanation, several lines. */
  message: string;
  /** What came, one line a message. */
  asked: string[];
  /** The recorded interaction that is nearest, and the first thing in which it differs. */
  nearest?: {
    cassette: string;
    interaction: number;
    recorded: string[];
    difference: Difference;
  };
}

/** The first difference, in words. */
export interface Difference {
  where: string;
  asked: string;
  recorded: string;
}

const SHOWN = 160;

/** Explains a miss: what came, what was recorded, where they first differ, and what to do. */
export function explainMiss(
  request: { method: string; url: string },
  asked: Asked,
  recordings: readonly Recording[],
): Miss {
  const { method, url } = request;
  const lines = describe(asked);
  const nearest = findNearest(asked, recordings);
  if (!nearest) {
    const message = `Cannot answer ${method} ${url}: the cassettes hold no interaction. Record one first.`;
    return { method, url, message, asked: lines };
  }
  const recorded = describe(nearest.asked);
  const difference = firstDifference(asked, nearest);
  const cassette = cassetteName(nearest.cassette);
  const played = nearest.asked.key === asked.key;
  const message = [
    `Cannot answer ${method} ${url}: ${played ? 'every interaction that asks this has been played' : 'no recorded interaction asks this'}.`,
    '',
    'asked:',
    ...indent(lines),
    `nearest of ${recordings.length} recorded: ${cassette}, interaction ${nearest.position}:`,
    ...indent(recorded),
    `first difference: ${difference.where}`,
    `  asked     ${difference.asked}`,
    `  recorded  ${difference.recorded}`,
    '',
    played
      ? 'Ask it once, record the second answer too, or set repeat: true.'
      : 'Ask what was recorded, or record a cassette that holds this conversation.',
  ].join('\n');
  const place = { cassette, interaction: nearest.position, recorded, difference };
  return { method, url, message, asked: lines, nearest: place };
}

/** The longest common beginning wins; then the nearest length, then the file order. */
function findNearest(asked: Asked, recordings: readonly Recording[]): Recording | undefined {
  let nearest: { recording: Recording; common: number; distance: number } | undefined;
  for (const recording of recordings) {
    const { messageKeys, key } = recording.asked;
    const common = key === asked.key ? Infinity : commonLength(messageKeys, asked.messageKeys);
    const distance = Math.abs(messageKeys.length - asked.messageKeys.length);
    const nearer =
      !nearest ||
      common > nearest.common ||
      (common === nearest.common && distance < nearest.distance);
    if (nearer) nearest = { recording, common, distance };
  }
  return nearest?.recording;
}

function firstDifference(asked: Asked, { asked: recorded, interaction }: Recording): Difference {
  if (!asked.conversation || !recorded.conversation) {
    return {
      where: 'the request body',
      asked: describe(asked).join(' '),
      recorded: describe(recorded).join(' '),
    };
  }
  if (asked.key === recorded.key) {
    const answered = `one request, answered ${interaction.response.code}`;
    return { where: 'how often it was asked', asked: 'once more', recorded: answered };
  }
  const at = commonLength(asked.messageKeys, recorded.messageKeys);
  const theirs = asked.conversation.messages[at];
  const ours = recorded.conversation.messages[at];
  if (!theirs && !ours) {
    return {
      where: 'stream',
      asked: String(asked.conversation.stream),
      recorded: String(recorded.conversation.stream),
    };
  }
  return {
    where: `message ${at + 1}`,
    asked: theirs ? describeMessage(theirs) : 'nothing: the conversation ends before it',
    recorded: ours ? describeMessage(ours) : 'nothing: the conversation ends before it',
  };
}

function describe({ conversation, key }: Asked): string[] {
  if (!conversation) return [key === '' ? 'an empty body' : shorten(key)];
  if (conversation.messages.length === 0) return ['no messages'];
  return conversation.messages.map((message, at) => `${at + 1} ${describeMessage(message)}`);
}

function describeMessage(message: Message): string {
  if (message.role === 'user') return `user ${shorten(JSON.stringify(message.text))}`;
  if (message.toolCalls.length === 0) return 'assistant, an answer without calls';
  const calls = message.toolCalls.map(({ name, argumentsText, result }) =>
    shorten(
      `${name}(${argumentsText}) → ${result === undefined ? 'no result' : JSON.stringify(result)}`,
    ),
  );
  return `assistant calls ${calls.join(', ')}`;
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
