import { leavesOfLine } from './leaves.ts';

/** Keeps the end of what came at each place. */
const KEPT = 4000;

export type Received = ReturnType<typeof createReceived>;

/**
 * Keeps what has come by one connection: joined at each place of its messages, so that it can be
 * compared with the text that a model has said in pieces.
 */
export function createReceived() {
  const texts = new Map<string, string>();
  let rest = '';

  function append(path: string, text: string): void {
    texts.set(path, ((texts.get(path) ?? '') + text).slice(-KEPT));
  }

  function addLine(line: string): void {
    for (const [path, text] of leavesOfLine(line)) append(path, text);
  }

  return {
    /** Adds what has come: whole lines are read, the rest waits for more. */
    add(text: string): void {
      append('raw', text);
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop()!;
      lines.forEach(addLine);
    },
    /** Reads what waits: a message is complete, or the connection has ended. */
    flush(): void {
      if (rest !== '') addLine(rest);
      rest = '';
    },
    /**
     * Tells whether what a model has said last has come: at some place, what came ends as that does.
     * @param said all of it in a row; what came may lack the beginning
     * @param last the last piece of it
     */
    shows(said: string, last: string): boolean {
      for (const text of texts.values()) {
        const length = Math.min(text.length, said.length);
        if (length >= last.length && text.slice(-length) === said.slice(-length)) return true;
      }
      return false;
    },
  };
}
