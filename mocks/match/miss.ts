import { cassetteName } from '../cassette/cassette.ts';
import { describeAsked, type Difference, differences } from './differences.ts';
import type { Asked, Recording } from './recording.ts';

/** A request that no recorded interaction answers. Plain data: it is also the body of the 501. */
export interface Miss {
  method: string;
  url: string;
  /** The whole explanation, several lines. */
  message: string;
  /** What came, one line a message. */
  asked: string[];
  /** The recorded interaction that is nearest, and every compared field in which it differs. */
  nearest?: {
    cassette: string;
    interaction: number;
    recorded: string[];
    differences: Difference[];
  };
}

/** Explains a miss: what came, what was recorded, where they differ, and what to do. */
export function explainMiss(
  request: { method: string; url: string },
  asked: Asked,
  recordings: readonly Recording[],
): Miss {
  const { method, url } = request;
  const lines = describeAsked(asked);
  const nearest = findNearest(asked, recordings);
  if (!nearest) {
    const message = `Cannot answer ${method} ${url}: the cassettes hold no interaction. Record one first.`;
    return { method, url, message, asked: lines };
  }
  const recorded = describeAsked(nearest.asked);
  const differing = differences(asked, nearest);
  const cassette = cassetteName(nearest.cassette);
  const played = nearest.asked.key === asked.key;
  const message = [
    `Cannot answer ${method} ${url}: ${played ? 'every interaction that asks this has been played' : 'no recorded interaction asks this'}.`,
    '',
    'asked:',
    ...indent(lines),
    `nearest of ${recordings.length} recorded: ${cassette}, interaction ${nearest.position}:`,
    ...indent(recorded),
    'differences:',
    ...indent(differing.flatMap(tell)),
    '',
    played
      ? 'Ask it once, record the second answer too, or set repeat: true.'
      : 'Ask what was recorded, or record a cassette that holds this conversation.',
  ].join('\n');
  const place = { cassette, interaction: nearest.position, recorded, differences: differing };
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

function commonLength(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function tell({ where, asked, recorded }: Difference): string[] {
  return [where, `  asked     ${asked}`, `  recorded  ${recorded}`];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
