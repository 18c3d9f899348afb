import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Two processes that call each other over one connection, in lines of JSON. */
export interface JsonChannel<Sent, Reply> {
  /**
   * Calls the other side.
   * @throws Error where it threw one, or the connection is closed before it replies.
   */
  call(body: Sent): Promise<Reply>;
  /** Resolves when the connection is closed, by whichever side. */
  readonly closed: Promise<void>;
  close(): void;
}

type Line =
  | { id: number; call: unknown }
  | { id: number; reply: unknown }
  | { id: number; error: string };

interface Waiting {
  resolve: (reply: unknown) => void;
  reject: (error: Error) => void;
}

/** A call was not answered: the connection is closed. */
export class ClosedError extends Error {
  constructor() {
    super('The connection was closed.');
  }
}

/** @param serve replies to the calls of the other side */
export function createJsonChannel<Sent, Reply>(
  socket: Duplex,
  serve: (call: never) => unknown,
): JsonChannel<Sent, Reply> {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let open = true;

  const write = (line: Line) => {
    if (open) socket.write(`${JSON.stringify(line)}\n`);
  };

  async function reply(id: number, call: unknown): Promise<void> {
    try {
      write({ id, reply: (await serve(call as never)) ?? null });
    } catch (error) {
      write({ id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  function settle(line: Exclude<Line, { call: unknown }>): void {
    const { resolve, reject } = waiting.get(line.id)!;
    waiting.delete(line.id);
    if ('error' in line) reject(new Error(line.error));
    else resolve(line.reply ?? undefined);
  }

  function receive(text: string): void {
    const line = JSON.parse(text) as Line;
    // Later: what waits for a reply that came in the same packet goes first.
    if ('call' in line) setImmediate(() => void reply(line.id, line.call));
    else settle(line);
  }

  let rest = '';
  const decoder = new StringDecoder(); // a socket of an HTTP server refuses an encoding
  socket.on('data', (bytes: Buffer) => {
    const lines = decoder.write(bytes).split('\n');
    lines[0] = rest + lines[0]!;
    rest = lines.pop()!; // at the end, it is a line that was cut
    lines.forEach(receive);
  });

  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => {}); // `close` follows
    socket.on('end', () => socket.destroy()); // that of an HTTP server stays half open
    socket.on('close', () => {
      open = false;
      for (const { reject } of waiting.values()) reject(new ClosedError());
      waiting.clear();
      resolve();
    });
  });

  return {
    call: (body) =>
      new Promise<Reply>((resolve, reject) => {
        if (!open) return reject(new ClosedError());
        waiting.set(++count, { resolve: resolve as Waiting['resolve'], reject });
        write({ id: count, call: body });
      }),
    closed,
    close: () => socket.destroy(),
  };
}
