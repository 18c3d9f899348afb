import type { Locator, Page } from '@playwright/test';
import { checkOption, type OptionChecks, checkOptions, invalid } from '../util/check-options.ts';
import { PlayheadError } from '../util/error.ts';

/** Describes what is about to be played, for a UI with several providers. */
export interface Opening {
  /** The cassette's name, such as `groq/tool_streaming`, or its file. */
  cassette: string;
  /** The URL of its first recorded request. */
  url: string;
}

/**
 * Says how to use one chat UI: how to act on it, and where it shows what. Leave out an optional
 * member that the UI has nothing for: behaviours that need it are reported as not applicable.
 */
export interface ChatDriver {
  /** The name of the UI, for the report. */
  name: string;
  /** Opens the UI, ready for the first question. */
  open(page: Page, opening: Opening): Promise<unknown>;
  /** Types a question and sends it, without waiting for the answer. */
  send(page: Page, text: string): Promise<unknown>;
  /** Locates the whole conversation: questions and answers. */
  log(page: Page): Locator;
  /** Locates the answers, in order: one or more elements per question, without errors and questions. */
  answers(page: Page): Locator;
  /** Locates the cards of tool calls, in order: each shows its name, and its result in the end. */
  toolCards?(page: Page): Locator;
  /** Stops the answer that is streaming. */
  stop?(page: Page): Promise<unknown>;
  /** Locates the error message: nothing visible as long as all is well. */
  error?(page: Page): Locator;
  /** Retries after a failure. Default: the same question is sent once more. */
  retry?(page: Page): Promise<unknown>;
  /** Lists what is wrong with the page, such as the violations that axe finds: one line per finding. */
  audit?(page: Page): Promise<string[]>;
}

/** Names a part that not every UI has. */
export type Feature = 'toolCards' | 'stop' | 'error' | 'retry' | 'audit';

const isFunction = (name: string, example: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'function', `a function, such as ${example}`);
const locates = (name: string) => isFunction(name, "(page) => page.locator('…')");
const acts = (name: string) => isFunction(name, 'async (page) => { … }');

const DRIVER_CHECKS: OptionChecks<ChatDriver> = {
  name: (value) => {
    const valid = typeof value === 'string' && value !== '';
    checkOption('name', value, valid, 'the name of the UI');
  },
  open: acts('open'),
  send: acts('send'),
  log: locates('log'),
  answers: locates('answers'),
  toolCards: locates('toolCards'),
  stop: acts('stop'),
  error: locates('error'),
  retry: acts('retry'),
  audit: acts('audit'),
};

const REQUIRED = ['name', 'open', 'send', 'log', 'answers'] as const;

/** @throws PlayheadError `bad-option` where a member is missing, unknown or of the wrong type. */
export function checkDriver(driver: ChatDriver): void {
  if (typeof driver !== 'object' || driver === null) {
    throw invalid('driver', driver, `an object with ${REQUIRED.join(', ')}`);
  }
  checkOptions(driver, DRIVER_CHECKS, 'driver member');
  const missing = REQUIRED.filter((name) => driver[name] === undefined);
  if (missing.length === 0) return;
  throw new PlayheadError(
    'bad-option',
    `Invalid driver: it has no ${missing.join(', ')}. Required members: ${REQUIRED.join(', ')}.`,
  );
}
