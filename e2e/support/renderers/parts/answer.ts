import type { Message } from '../../back-ends/parts/message.ts';
import type { Reading } from './reading.ts';

/** Shows the answer so far, whichever way its messages come. */
export class Answer {
  readonly #show: (text: string) => void;
  readonly #reading: Reading;
  #text = '';
  #enough = false;

  constructor(show: (text: string) => void, reading: Reading) {
    this.#show = show;
    this.#reading = reading;
  }

  /** Shows one more message, unless there is enough. Throws if there will be no answer. */
  take(message: Message): void {
    if (this.#enough) return;
    switch (message.type) {
      case 'delta':
        this.#text += message.text;
        this.#show(this.#text);
        this.#end(message.text);
        return;
      case 'done':
        // Every envelope ends with the end mark of the API: apps that stop at it do so with all.
        this.#end('[DONE]');
        return;
      case 'failed':
        throw new Error(message.reason);
    }
  }

  /** Reads what the page pulls, to the end or until there is enough. */
  async read<Value>(stream: ReadableStream<Value>, take: (value: Value) => void): Promise<void> {
    const reader = stream.getReader();
    const readOn = async (): Promise<void> => {
      const { done, value } = await reader.read();
      if (done) return;
      take(value);
      if (this.#enough) return;
      await this.#reading.pause?.();
      return readOn();
    };
    await readOn();
  }

  /** Takes what is pushed to the page, until the last message. */
  receive(
    listen: (push: (message: Message) => void, fail: (error: Error) => void) => void,
  ): Promise<void> {
    const { pause } = this.#reading;
    return new Promise((resolve, reject) => {
      const take = (message: Message): void => {
        try {
          this.take(message);
          if (message.type === 'done') resolve();
        } catch (error) {
          reject(error);
        }
      };
      let last = Promise.resolve();
      // Without a pause in the handler itself, as most apps do. With pauses, as apps with a queue.
      const queue = (message: Message): void => {
        last = last.then(() => take(message)).then(pause);
      };
      listen(pause ? queue : take, reject);
    });
  }

  #end(data: string): void {
    this.#enough = this.#reading.enough?.(this.#text, data) ?? false;
  }
}
