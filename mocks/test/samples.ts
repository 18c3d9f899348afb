import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { cassetteNames, readCassette } from '../node/cassette-files.ts';

/** Every cassette of the repository, with its name: the recordings, and those under `handmade/`. */
export const recorded: [string, Cassette][] = cassetteNames('cassettes').map((name) => [
  name,
  readCassette(`cassettes/${name}.yaml`),
]);

/** Writes a stream, one event a chunk; strings are written as they are. */
export function streamOf(...chunks: unknown[]): string {
  return chunks
    .map((data) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)
    .join('');
}

/** Makes a chunk with one choice. */
export function chunk(delta: object, rest: object = {}, finish: string | null = null): object {
  return { choices: [{ index: 0, delta, finish_reason: finish }], ...rest };
}

/** Writes a stream of one text. */
export function streamOfText(text: string): string {
  return streamOf(chunk({ content: text }), '[DONE]');
}

/** A tool call of a delta. */
export function call(index: number, id: string | null, name: string | null, args: string): object {
  return { index, id, function: { name, arguments: args } };
}

/** Makes an interaction of request messages and a streamed response. */
export function interaction(messages: object[], body: string, more: object = {}): Interaction {
  return {
    id: 0,
    request: {
      method: 'POST',
      url: 'https://api.example.com/v1/chat/completions',
      headers: {},
      body: JSON.stringify({ model: 'model-a', messages, stream: true, ...more }),
    },
    response: { code: 200, headers: { 'Content-Type': ['text/event-stream'] }, body },
  };
}

export function cassette(...interactions: Interaction[]): Cassette {
  return { file: 'sample.yaml', version: 2, interactions };
}

export const user = (content: unknown) => ({ role: 'user', content });
