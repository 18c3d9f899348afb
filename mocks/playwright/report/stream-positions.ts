import { partsOf } from '../../playhead/delivery-parts.ts';
import type { StreamRecord } from '../../playhead/stream/stream.ts';
import { describeEvent, describeParts } from '../../protocols/describe-events.ts';
import { describeStream } from '../../playhead/stream/describe-stream.ts';

/** Shows so many streams with their events, the others in a line. */
const SHOWN = 3;

/**
 * Says where each stream stands: how far it is, what it sent last and what comes next. Those under
 * way come first, then the latest: a reporter cuts an attachment at 300 characters.
 */
export function describePositions(streams: readonly StreamRecord[]): string {
  if (streams.length === 0) return 'No stream has begun.';
  const isOver = ({ mirror }: StreamRecord) => mirror.state.outcome !== undefined;
  const sorted = streams
    .toReversed()
    .toSorted((one, other) => Number(isOver(one)) - Number(isOver(other)));
  return sorted.map((each, at) => describePosition(each, at < SHOWN)).join('\n');
}

function describePosition({ mirror: { recording, state } }: StreamRecord, full: boolean): string {
  const { position, begun, delivery, outcome } = state;
  const { events } = delivery;
  const parts = partsOf(recording, delivery);
  const describe = (at: number) => {
    const said = parts?.[at] ?? [];
    return `event ${at + 1}, ${said.length > 0 ? describeParts(said) : describeEvent(events[at]!)}`;
  };
  const lines = [describeStream(recording, state)];
  if (full && position > 0) lines.push(`  last: ${describe(position - 1)}`);
  if (full && position < events.length) lines.push(`  next: ${describe(position)}`);
  if (!begun && !outcome) {
    lines.push(
      "  The test has let nothing out: pace is 'manual'. Call step(), until() or finish().",
    );
  }
  return lines.join('\n');
}

/**
 * Adds a text to the first error of a test, where Playwright's error context takes it from: the file
 * that people hand to an assistant. Reporters show the stack of an error, which stays as it is.
 */
export function addToErrorContext(errors: { message?: string }[], text: string): void {
  const [first] = errors;
  if (first?.message !== undefined) first.message += `\n\nWhere the streams stood:\n${text}`;
}
