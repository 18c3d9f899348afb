import { type Location, test, type TestInfo } from '@playwright/test';
import { bodyText } from '../../wire/body.ts';
import { PlayheadError } from '../../util/error.ts';
import type { AssistantTurn, Transcript, UserTurn } from '../../protocols/transcript.ts';
import type { WireEvent } from '../../wire/event.ts';
import { type Director, describeStream } from '../fixture/playhead.ts';
import type { ReportStep, StreamRecord } from '../fixture/stream.ts';

/** More events than this are not shown with their step: the attachment of a failed test has them. */
const SHOWN_EVENTS = 20;
const HERE = import.meta.dirname;

/** Runs something as a step of the test, at the line of the spec that asked for it. */
export const reportStep: ReportStep = async (title, events, body) => {
  const location = callSite();
  const place = location ? { location } : {};
  return test.step(
    title,
    async () => {
      const shown = events.length <= SHOWN_EVENTS ? events : [];
      // Told while the page is at work: it costs the test no time.
      const [result] = await Promise.all([body(), reportEvents(shown, place)]);
      return result;
    },
    { box: true, ...place },
  );
};

/** With the place given, Playwright does not look for one on the stack, and shows the spec's line. */
async function reportEvents(
  events: readonly WireEvent[],
  place: { location?: Location },
): Promise<void> {
  await Promise.all(events.map(({ raw }) => test.step(bodyText(raw).trim(), () => {}, place)));
}

/** Leaves behind what explains a failure: what was told, how far each stream was, what was asked. */
export async function attachState(testInfo: TestInfo, director: Director): Promise<void> {
  const { streams, playhead } = director;
  const attach = (name: string, body: string, contentType = 'text/plain') =>
    testInfo.attach(`playhead: ${name}`, { body, contentType });
  await attach(
    'transcript so far',
    transcriptSoFar(() => playhead.transcript),
  );
  await attach('events', streams.map(eventList).join('\n\n') || 'No stream has begun.');
  await attach('calls', JSON.stringify(playhead.requests, undefined, 2), 'application/json');
}

function transcriptSoFar(tell: () => Transcript): string {
  try {
    return tell().turns.map(describeTurn).join('\n\n') || 'Nothing has been told.';
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

/** The events of a stream, with a mark where the playhead stands. */
function eventList(stream: StreamRecord): string {
  const lines = stream.events.map(({ raw }, at) => {
    const sent = at < stream.position ? ' ' : '·';
    return `${sent} ${String(at + 1).padStart(4)}  ${bodyText(raw).trim().replaceAll('\n', '\n        ')}`;
  });
  lines.splice(stream.position, 0, '▶ ---- the playhead');
  return [describeStream(stream), ...lines].join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** The line outside this package that led here. */
function callSite(): { file: string; line: number; column: number } | undefined {
  for (const frame of new Error('to see the stack').stack?.split('\n').slice(1) ?? []) {
    if (/[ (]node:/.test(frame)) continue; // such as node:internal/process/task_queues
    const found = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(frame);
    if (!found) continue;
    const file = found[1]!.replace(/^file:\/\//, '');
    if (file.startsWith(HERE) || /[\\/]node_modules[\\/]/.test(file)) continue;
    return { file, line: Number(found[2]), column: Number(found[3]) };
  }
  return undefined;
}
