import type {
  CassetteDescription,
  EventDescription,
  InteractionDescription,
} from '../../record/describe/describe-cassette.ts';
import { type PrintOptions, table, wrap } from './layout.ts';
import { printable } from './printable.ts';
import { styleTable } from './style-table.ts';

/** A line of a conversation: who or what, and the text. */
type Line = [label: string, text: string];

const INDENT = '  ';
const LABEL_WIDTH = 11;

/** Prints a cassette as a person reads it: each interaction, then the chunk styles. */
export function printCassette(
  { file, interactions }: CassetteDescription,
  options: PrintOptions,
): string {
  const blocks = interactions.map((each) => printInteraction(each, options).join('\n'));
  const title = options.paint('bold', printable(file ?? 'cassette'));
  return `${[title, ...blocks, styleTable(interactions, options)].join('\n\n')}\n`;
}

function printInteraction(each: InteractionDescription, options: PrintOptions): string[] {
  const { number, method, url, status, protocol, model, events } = each;
  const facts = [
    `${number}`,
    `${method} ${url}`,
    `${status}`,
    protocol ?? 'side call',
    model ?? '',
  ];
  const head = printable(facts.filter((fact) => fact !== '').join('  '));
  return [
    ...wrap(head, options.width).map((line) => options.paint('cyan', line)),
    ...linesOf(each).flatMap((line) => printLine(line, options)),
    ...(events ? ['', ...printEvents(events, options)] : []),
  ];
}

function linesOf({ turns, error }: InteractionDescription): Line[] {
  const lines = turns.flatMap((turn): Line[] => {
    if (turn.role === 'user') return [['user', turn.text]];
    const calls = turn.toolCalls.flatMap(
      ({ name, argumentsText, result, providerExecuted }): Line[] => [
        [
          'call',
          `${name} ${argumentsText}${providerExecuted ? ' (run by the provider)' : ''}`.trim(),
        ],
        ...(result === undefined ? [] : [['result', result] satisfies Line]),
      ],
    );
    return [
      ...(turn.reasoning === '' ? [] : [['reasoning', turn.reasoning] satisfies Line]),
      ...(turn.text === '' ? [] : [['text', turn.text] satisfies Line]),
      ...calls,
      ...(turn.error === undefined ? [] : [['error', turn.error] satisfies Line]),
      ...(turn.finish === undefined ? [] : [['finish', turn.finish] satisfies Line]),
    ];
  });
  return error === undefined ? lines : [...lines, ['error', error]];
}

function printLine([label, text]: Line, { paint, width }: PrintOptions): string[] {
  const begin = `${INDENT}${label.padEnd(LABEL_WIDTH - 1)} `;
  const lines = wrap(printable(text.replaceAll('\r\n', '\n')), width - begin.length);
  return lines.map((line, at) => {
    if (at > 0) return line === '' ? '' : ' '.repeat(begin.length) + line;
    return (paint(label === 'error' ? 'red' : 'dim', begin) + line).trimEnd();
  });
}

function printEvents(events: readonly EventDescription[], { width }: PrintOptions): string[] {
  const hasTimes = events.some(({ ms }) => ms !== undefined);
  const rows = events.map(({ number, ms, bytes, type = '', says, incomplete }) => [
    `${number}`,
    ...(hasTimes ? [ms === undefined ? '' : `${ms} ms`] : []),
    `${bytes} B`,
    printable(type),
    printable(incomplete ? `${says}, incomplete` : says),
  ]);
  const head = ['event', ...(hasTimes ? ['time'] : []), 'size', 'type', 'says'];
  return table([head, ...rows], width - INDENT.length).map((line) => INDENT + line);
}
