import type { Message } from './message.ts';

/** Allows for the time in which a page connects anew. */
const UNREAD_MS = 1000;

type Reader = (id: number, message: Message) => void;

/** Keeps what has come of an answer, so that a page that lost its connection can read on. */
export class Run {
  readonly #messages: Message[] = [];
  readonly #readers = new Set<Reader>();
  readonly #model = new AbortController();
  #unread: NodeJS.Timeout | undefined;

  constructor(ask: (signal: AbortSignal) => AsyncIterable<Message>) {
    this.#giveUpLater();
    void this.#keep(ask(this.#model.signal));
  }

  /** Gives all messages after that id, and each further one; gives what stops it. */
  read(after: number, reader: Reader): () => void {
    clearTimeout(this.#unread);
    for (const [at, message] of this.#messages.entries()) {
      if (at + 1 > after) reader(at + 1, message);
    }
    this.#readers.add(reader);
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#giveUpLater();
    };
  }

  async #keep(messages: AsyncIterable<Message>): Promise<void> {
    for await (const message of messages) {
      const id = this.#messages.push(message);
      for (const reader of this.#readers) reader(id, message);
    }
  }

  /** Takes a page that stays away for one that has cancelled: nothing else tells the two apart. */
  #giveUpLater(): void {
    clearTimeout(this.#unread);
    this.#unread = setTimeout(() => this.#model.abort(), UNREAD_MS).unref();
  }
}
