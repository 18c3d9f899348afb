import { leavesOfLine } from './leaves.ts';

/** Keeps the end of what came at each place. */
const KEPT = 4000;
/** Keeps so many places: messages may have keys of their own. */
const PLACES = 300;
/** A line that is longer says nothing of a model. */
const LONGEST_LINE = 4_000_000;

/** What came at one place of the messages. */
interface Place {
  text: string;
  /** Its beginning is not kept any more. */
  isCut: boolean;
  /** Something has come since it was taken for what a model has said. */
  isNew: boolean;
}

export type Received = ReturnType<typeof createReceived>;

/**
 * Keeps what has come by one connection: joined at each place of its messages, so that it can be
 * compared with the text that a model has said in pieces.
 */
export function createReceived() {
  const places = new Map<string, Place>();
  let rest = '';
  let inData = false;

  function append(path: string, added: string): void {
    if (added === '') return;
    const { text = '', isCut = false } = places.get(path) ?? {};
    const all = text + added;
    places.delete(path); // the order is that of the latest text
    places.set(path, { text: all.slice(-KEPT), isCut: isCut || all.length > KEPT, isNew: true });
    if (places.size > PLACES) places.delete(places.keys().next().value!);
  }

  function addLine(line: string): void {
    const leaves = leavesOfLine(line.replace(/\r$/, ''));
    const wasInData = inData;
    inData = leaves[0]?.[0] === 'data:';
    // Several lines of data in one event are lines of a text.
    if (inData && wasInData) append('data:', '\n');
    for (const [path, text] of leaves) append(path, text);
  }

  function placesOf(textSoFar: string, last: string): Place[] {
    return [...places.values()].filter((place) => endsAs(place, textSoFar, last));
  }

  return {
    /** Adds what has come: whole lines are read, the rest waits for more. */
    add(text: string): void {
      append('raw', text);
      const lines = text.split('\n');
      lines[0] = rest + lines[0]!;
      rest = lines.pop()!;
      lines.forEach(addLine);
      if (rest.length > LONGEST_LINE) rest = '';
    },
    /** Reads what waits: a message is complete, or the connection has ended. */
    flush(): void {
      if (rest !== '') addLine(rest);
      rest = '';
    },
    /**
     * Tells whether what a model has said last has come: at some place, what came ends as that does.
     * What was found once is not found again: a model may say the same twice.
     * @param textSoFar all of it in a row; what came may lack the beginning
     * @param last the last piece of it
     */
    shows(textSoFar: string, last: string): boolean {
      const found = placesOf(textSoFar, last);
      const isNew = found.some((place) => place.isNew);
      for (const place of found) place.isNew = false;
      return isNew;
    },
    /** As `shows`, without marking it as seen. */
    has: (textSoFar: string, last: string) => placesOf(textSoFar, last).length > 0,
  };
}

function endsAs({ text, isCut }: Place, textSoFar: string, last: string): boolean {
  const length = Math.min(text.length, textSoFar.length);
  if (length < Math.min(last.length, KEPT)) return false;
  if (text.slice(-length) !== textSoFar.slice(-length)) return false;
  // In "ha ha ha", the beginning looks like the end.
  return isCut || length === textSoFar.length || !textSoFar.startsWith(text);
}
