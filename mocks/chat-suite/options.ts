import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import { checkOption, checkOptions } from '../util/check-options.ts';
import type { test as playheadTest } from '../playwright/fixture/test.ts';

/** What a suite plays, and what is known of the UI. */
export interface SuiteOptions {
  /**
   * Names, such as `'groq/tool_streaming'`, or parsed cassettes. The UI must speak their protocol,
   * and each must have a name of its own.
   */
  cassettes: readonly (string | Cassette)[];
  /**
   * What the UI is known to do otherwise, and why: the title of a behaviour, or that of one test,
   * such as `'groq/tool_streaming: shows each answer once'`. It is run all the same, with a second
   * of patience, and must fail: a reason that no longer holds turns red.
   */
  skip?: Readonly<Record<string, string>>;
  /** The `test` of `playhead/playwright`, with fixtures of your own. Default: without. */
  test?: typeof playheadTest;
}

/** @throws PlayheadError `bad-option` where an option is missing, unknown or of the wrong kind. */
export function checkSuite(options: SuiteOptions): void {
  if (!isRecord(options)) {
    throw suiteError(
      "there are no options. Give them as in chatSuite(driver, { cassettes: ['…'] })",
    );
  }
  checkOptions(options, {
    cassettes: (value) => {
      const valid = Array.isArray(value) && value.length > 0 && value.every(isCassette);
      checkOption('cassettes', value, valid, 'a list of names or parsed cassettes, at least one');
    },
    skip: (value) => checkOption('skip', value, isRecord(value), 'an object of titles and reasons'),
    test: (value) =>
      checkOption('test', value, typeof value === 'function', 'the test of playhead/playwright'),
  });
  if (options.cassettes === undefined) {
    throw suiteError('no cassettes are given. Add cassettes: a list of names, or parsed ones');
  }
  const names = options.cassettes.map(nameOf);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) {
    const mend = 'Give each a name of its own: chatCassette() takes a name, parseCassette() a file';
    throw suiteError(`two cassettes are called "${twice}". ${mend}`);
  }
}

/** A test as far as it can be skipped. */
interface Skippable {
  /** With the name of what it plays. */
  title: string;
  behaviour: { title: string };
  lacks: readonly string[];
}

/** @throws PlayheadError `bad-option` where a reason is missing, or is one for nothing. */
export function checkSkip(skip: object, tests: readonly Skippable[]): void {
  const titles = [...new Set(tests.map(({ behaviour }) => behaviour.title))];
  for (const [key, reason] of Object.entries(skip)) {
    const meant = tests.filter(({ title, behaviour }) => [title, behaviour.title].includes(key));
    if (meant.length === 0) {
      const valid = titles.map((title) => `  ${title}`).join('\n');
      throw suiteError(
        `skip names "${key}", and no test is called that. Use one of these, alone or after the name of what is played and a colon:\n${valid}`,
      );
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw suiteError(`skip gives no reason for "${key}". Write why: the report shows it`);
    }
    const [{ lacks }] = meant as [Skippable];
    if (lacks.length > 0) {
      throw suiteError(
        `skip names "${key}", which is not applicable: the driver has no ${lacks.join(', ')}. Remove it`,
      );
    }
  }
}

/** The name of a cassette in titles. */
export function nameOf(cassette: string | Cassette): string {
  return typeof cassette === 'string' ? cassette : cassetteName(cassette);
}

function isCassette(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  return isRecord(value) && Array.isArray((value as Partial<Cassette>).interactions);
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function suiteError(why: string): PlayheadError {
  return new PlayheadError('bad-option', `Cannot make the suite: ${why}.`);
}
