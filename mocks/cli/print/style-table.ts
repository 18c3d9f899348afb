import type { ChunkStyle } from '../../record/describe/chunk-style.ts';
import type { InteractionDescription } from '../../record/describe/describe-cassette.ts';
import { type PrintOptions, table, widthOf } from './layout.ts';
import { printable } from './printable.ts';

/** Takes so many columns where there is no terminal: a pipe has no width. */
const PIPE_WIDTH = 120;

const USAGE: Record<ChunkStyle['usage'][number], string> = {
  own: 'own event',
  finish: 'finish event',
  content: 'content event',
  every: 'every event',
};

/** The rows of the table: a trait, and its value for an interaction. */
const TRAITS: [string, (each: InteractionDescription) => string][] = [
  ['interaction', ({ number }) => `${number}`],
  ['protocol', ({ protocol = '–' }) => protocol],
  ['status', ({ status }) => `${status}`],
  ['framing', ({ style }) => style.framing],
  ['events', ({ style }) => `${style.events}`],
  ['tool calls', ({ style }) => style.toolCalls],
  ['call ids', ({ style }) => list(style.callIds)],
  [
    'usage',
    ({ style }) =>
      list(
        style.usage.map((each) => USAGE[each]),
        'none',
      ),
  ],
  ['reasoning', ({ style }) => list(style.reasoningFields)],
  ['comments', ({ style }) => `${style.comments}`],
  ['[DONE]', ({ style }) => yesNo(style.done)],
  ['line ends', ({ style }) => style.lineEnds ?? '–'],
  ['event times', ({ style }) => yesNo(style.eventTimes)],
  ['chunk sizes', ({ style }) => yesNo(style.chunkSizes)],
];

/** Shows the chunk style of each interaction in a column of its own; as many beside each other as fit. */
export function styleTable(
  interactions: readonly InteractionDescription[],
  { width, paint }: PrintOptions,
): string {
  const fits = Number.isFinite(width) ? width : PIPE_WIDTH;
  const columns = interactions.map((each) => TRAITS.map(([, valueOf]) => printable(valueOf(each))));
  const labels = TRAITS.map(([label]) => label);
  return groupsOf(columns, fits - widest(labels))
    .map((group) => table(labels.map((label, row) => [label, ...group.map((each) => each[row]!)])))
    .map(([head = '', ...rows]) => [paint('bold', head), ...rows].join('\n'))
    .join('\n\n');
}

/** Splits columns into groups that fit beside each other; one that is too wide stands alone. */
function groupsOf(columns: readonly string[][], width: number): string[][][] {
  const groups: string[][][] = [];
  let used = Infinity;
  for (const column of columns) {
    const needed = widest(column) + 2;
    if (used + needed > width) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(column);
    used += needed;
  }
  return groups;
}

function widest(cells: readonly string[]): number {
  return Math.max(...cells.map(widthOf));
}

function list(values: readonly string[], none = '–'): string {
  return values.length === 0 ? none : values.join(', ');
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
