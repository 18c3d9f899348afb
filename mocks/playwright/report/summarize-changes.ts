import type { Change } from '../../matching/changes.ts';
import { canonicalJson, isObject } from '../../util/json.ts';
import { shorten } from '../../util/text.ts';
import type { ComparedRequest } from './compared-requests.ts';

/** Shows so much of a value, of the tools, of the values of a field, of the fields, and of the cassettes. */
const SHOWN_CHARACTERS = 40;
const SHOWN_TOOLS = 5;
const SHOWN_VALUES = 2;
const SHOWN_FIELDS = 6;
const SHOWN_CASSETTES = 3;
const NOTHING = 'nothing';

/**
 * Says in one sentence what a test's requests change against the recorded ones; undefined where that
 * is nothing. Each change is said once, however many requests make it.
 */
export function summarizeChanges(requests: readonly ComparedRequest[]): string | undefined {
  const matched = requests.filter(({ cassette }) => cassette !== undefined);
  const changed = matched.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return undefined;
  const all = changed.flatMap(({ changes }) => changes);
  const ofKind = (kind: Change['kind']) => all.filter((change) => change.kind === kind);
  const names = [...new Set(ofKind('field').map(({ name }) => name))].toSorted();
  const fields = names.map((name) =>
    withValues(
      shorten(name, SHOWN_CHARACTERS),
      ofKind('field').filter((change) => change.name === name),
    ),
  );
  const model = ofKind('model');
  const what = [
    ...(ofKind('system prompt').length > 0 ? ['system prompt'] : []),
    ...(model.length > 0 ? [withValues('model', model)] : []),
    ...summarizeTools(ofKind('tool')),
    ...atMost(SHOWN_FIELDS, fields, 'more fields'),
    ...(ofKind('messages').length > 0 ? ['messages'] : []),
  ];
  const where =
    changed.length === matched.length
      ? 'every request'
      : `${changed.length} of ${matched.length} requests`;
  return `${what.join(', ')} in ${where} of ${cassettesOf(matched)}`;
}

function cassettesOf(matched: readonly ComparedRequest[]): string {
  const names = [...new Set(matched.map(({ cassette }) => cassette!))];
  return atMost(SHOWN_CASSETTES, names, 'more cassettes').join(', ');
}

function summarizeTools(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const isAdded = ({ recorded }: Change) => recorded === undefined;
  const isRemoved = ({ received }: Change) => received === undefined;
  const isBoth = (change: Change) => !isAdded(change) && !isRemoved(change);
  const list = (which: (change: Change) => boolean, before: string, after = '') => {
    const names = new Set(changes.filter(which).map(({ name }) => shorten(name, SHOWN_CHARACTERS)));
    return [...names].toSorted().map((name) => `${before}${name}${after}`);
  };
  const written = [...list(isAdded, '+'), ...list(isRemoved, '-'), ...list(isBoth, '', ' changed')];
  return [`tools (${atMost(SHOWN_TOOLS, written, 'more').join(', ')})`];
}

/** Adds the values to the name of a field: `temperature (0.2 → 0.7)`. Those that are long go without. */
function withValues(name: string, changes: readonly Change[]): string {
  const areShort = changes.every(({ recorded, received }) =>
    [recorded, received].every((value) => !isObject(value) && !Array.isArray(value)),
  );
  if (!areShort) return name;
  const values = changes.map(
    ({ recorded, received }) => `${shortValue(recorded)} → ${shortValue(received)}`,
  );
  return `${name} (${atMost(SHOWN_VALUES, [...new Set(values)], 'more').join(', ')})`;
}

function shortValue(value: unknown): string {
  if (value === undefined) return NOTHING;
  const source = typeof value === 'string' && value !== '' ? value : canonicalJson(value);
  return shorten(source.replaceAll(/\s+/g, ' '), SHOWN_CHARACTERS);
}

function atMost(limit: number, all: readonly string[], rest: string): string[] {
  const left = all.length - limit;
  return left <= 0 ? [...all] : [...all.slice(0, limit), `${left} ${rest}`];
}
