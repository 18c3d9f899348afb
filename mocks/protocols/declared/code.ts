import { checkOption, invalid } from '../../util/check-options.ts';
import { PlayheadError } from '../../util/error.ts';
import { isObject } from '../../util/json.ts';
import type { Conversation } from '../conversation.ts';
import type { Part } from '../part.ts';
import type { PartReader, Protocol } from '../protocol.ts';
import { PART_TYPES } from '../target.ts';

/** The functions of a protocol that read. */
export type Readers = Pick<Protocol, 'name' | 'createReader' | 'readJson' | 'readRequest'>;

/**
 * Checks what code of the user returns. What it throws is an error of the answer, or says that a request is
 * one of another protocol: it may not be ready for broken events.
 * @returns functions that throw PlayheadError `bad-option` where something else is returned
 */
export function checkedReaders(code: Readers): Readers {
  const { name } = code;
  const partsOf = (from: string, read: () => unknown): Part[] => {
    const parts = attempt(read, (error) => {
      if (error instanceof PlayheadError) throw error; // a document is read by the reader of events
      return [errorOf(name, error)];
    });
    const expected = `a list of parts, from ${from}`;
    if (parts === undefined || parts === null) return [];
    if (!Array.isArray(parts)) throw invalid(`answer of ${name}`, parts, expected);
    for (const part of parts as unknown[]) {
      const isPart = isObject(part) && PART_TYPES.includes(part['type'] as Part['type']);
      const types = `one of type ${PART_TYPES.join(', ')}, from ${from}`;
      checkOption(`part of ${name}`, part, isPart, types);
    }
    return parts as Part[];
  };
  return {
    name,
    createReader() {
      const read: unknown = attempt(
        () => code.createReader(),
        (error) => {
          const message = `Cannot create a reader of ${name}: createReader threw: ${String(error)}.`;
          throw new PlayheadError('bad-option', message);
        },
      );
      const isReader = typeof read === 'function';
      checkOption(`reader of ${name}`, read, isReader, 'a function, from createReader');
      return (event) => partsOf('createReader', () => (read as PartReader)(event));
    },
    readJson: (body) => partsOf('readJson', () => code.readJson(body)),
    readRequest(body, url) {
      const read: unknown = attempt(
        () => code.readRequest(body, url),
        () => undefined,
      );
      if (read === undefined || read === null) return undefined;
      const expected = `{ messages: [{ role: 'user', text }, { role: 'assistant', text, toolCalls }], tools }, or undefined, from readRequest`;
      checkOption(`conversation of ${name}`, read, isConversation(read), expected);
      return read as Conversation;
    },
  };
}

/** Makes readers that never throw: what `checkedReaders` refuse is an error of the answer too. */
export function safeReaders({ name, ...checked }: Readers): Readers {
  const partsOf = (read: () => Part[]) => attempt(read, (error) => [errorOf(name, error)]);
  return {
    name,
    createReader() {
      const read = attempt(checked.createReader, (error) => () => [errorOf(name, error)]);
      return (event) => partsOf(() => read(event));
    },
    readJson: (body) => partsOf(() => checked.readJson(body)),
    readRequest: (body, url) =>
      attempt(
        () => checked.readRequest(body, url),
        () => undefined,
      ),
  };
}

export function attempt<T>(run: () => T, otherwise: (error: unknown) => T): T {
  try {
    return run();
  } catch (error) {
    return otherwise(error);
  }
}

function errorOf(name: string, error: unknown): Part {
  const isChecked = error instanceof PlayheadError;
  const message = isChecked ? error.message : `The reader of ${name} threw: ${String(error)}`;
  return { type: 'error', message };
}

function isConversation(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { messages, tools } = value;
  return Array.isArray(tools) && Array.isArray(messages) && messages.every(isMessage);
}

function isMessage(value: unknown): boolean {
  if (!isObject(value) || typeof value['text'] !== 'string') return false;
  return (
    value['role'] === 'user' || (value['role'] === 'assistant' && Array.isArray(value['toolCalls']))
  );
}
