import type { TestInfo } from '@playwright/test';
import { bodyText } from '../../wire/body.ts';
import { PlayheadError } from '../../util/error.ts';
import type { AssistantTurn, Transcript, UserTurn } from '../../protocols/transcript.ts';
import type { Playhead } from '../../playhead/playhead.ts';
import type { StreamRecord } from '../../playhead/stream/stream.ts';
import { indent } from '../../util/text.ts';
import { describeStream } from '../../playhead/stream/describe-stream.ts';
import { addToErrorContext, describePositions } from './stream-positions.ts';

/** Attaches what explains a failure, what matters most first. */
export async function attachState(
  testInfo: TestInfo,
  playhead: Playhead,
  streams: readonly StreamRecord[],
): Promise<void> {
  const attach = (name: string, body: string, contentType = 'text/plain') =>
    testInfo.attach(`playhead: ${name}`, { body, contentType });
  const positions = describePositions(streams);
  addToErrorContext(testInfo.errors, positions);
  await attach('where the streams stood', positions);
  if (streams.length > 0) {
    await attach(
      'transcript so far',
      describeTranscript(() => playhead.transcript),
    );
    await attach('events', streams.map(listEvents).join('\n\n'));
  }
  for (const { miss } of playhead.requests) {
    if (miss?.append) await attach('interaction to append to the cassette', miss.append);
  }
  await attach('requests', JSON.stringify(playhead.requests, undefined, 2), 'application/json');
}

/** Writes a transcript as a person reads it; or why it cannot be read. */
export function describeTranscript(read: () => Transcript): string {
  try {
    return read().turns.map(describeTurn).join('\n\n') || 'Nothing has been said.';
  } catch (error) {
    if (error instanceof PlayheadError) return error.message;
    throw error;
  }
}

function describeTurn(turn: UserTurn | AssistantTurn): string {
  if (turn.role === 'user') return `user\n${indent(turn.text)}`;
  const { reasoning, text, toolCalls, finish, error } = turn;
  const lines = [
    ...(reasoning ? [`reasoning: ${reasoning}`] : []),
    ...(text ? [text] : []),
    ...toolCalls.map(
      ({ name, argumentsText, result }) =>
        `${name}(${argumentsText})${result === undefined ? '' : ` → ${result}`}`,
    ),
    ...(error ? [`error: ${error}`] : []),
    ...(finish ? [`finish: ${finish}`] : []),
  ];
  return `assistant\n${indent(lines.join('\n'))}`;
}

/** Lists the events of a stream, with a mark at its position. */
function listEvents({ mirror: { recording, state } }: StreamRecord): string {
  const { position, delivery } = state;
  const lines = delivery.events.map(({ raw }, at) => {
    const sent = at < position ? ' ' : '·';
    return `${sent} ${String(at + 1).padStart(4)}  ${bodyText(raw).trim().replaceAll('\n', '\n        ')}`;
  });
  lines.splice(position, 0, '▶ ---- the playhead');
  return [describeStream(recording, state), ...lines].join('\n');
}
