import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { checkOption, checkOptions, invalid } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';
import { isObject } from '../util/json.ts';
import type { BehaviourId } from './behaviour.ts';

/** Reasons by the id of a behaviour, or by `'<cassette>: <id>'` for that cassette alone. */
export type ExpectedFailures = {
  readonly [Key in BehaviourId | `${string}: ${BehaviourId}`]?: string;
};

/** Options of `chatBehaviours`. */
export interface ChatBehaviourOptions {
  /**
   * Names, such as `'groq/tool_streaming'`, or parsed cassettes, each with a name of its own. The UI
   * must speak their protocol.
   */
  cassettes: readonly (string | Cassette)[];
  /**
   * Behaviours that the UI is known to lack, and why. They run all the same, wait for a second at
   * most and must fail: a reason that no longer holds fails the test.
   */
  expectedFailures?: ExpectedFailures;
}

/** @throws PlayheadError `bad-option` where an option is missing, unknown or of the wrong type. */
export function checkChatOptions(options: ChatBehaviourOptions): void {
  if (!isObject(options)) throw invalid('options', options, "{ cassettes: ['…'] }");
  checkOptions(options, {
    cassettes: (value) =>
      checkOption('cassettes', value, Array.isArray(value) && value.every(isCassette), CASSETTES),
    expectedFailures: (value) =>
      checkOption('expectedFailures', value, isObject(value), 'an object of ids and reasons'),
  });
  const { cassettes } = options as Partial<ChatBehaviourOptions>;
  if (!cassettes?.length) throw invalid('cassettes', cassettes, CASSETTES);
  const names = cassettes.map(nameOf);
  const duplicate = names.find((name, at) => names.indexOf(name) < at);
  if (duplicate === undefined) return;
  throw new PlayheadError(
    'bad-option',
    `Invalid cassettes: two are named "${duplicate}". Name them: chatCassette() takes a name, parseCassette() a file.`,
  );
}

const CASSETTES = 'a list of names or parsed cassettes, at least one';

/** Gives a cassette's name in titles. */
export function nameOf(cassette: string | Cassette): string {
  return typeof cassette === 'string' ? cassette : cassetteName(cassette);
}

function isCassette(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return isObject(value) && Array.isArray(value['interactions']);
}
