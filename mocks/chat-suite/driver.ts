import type { Locator, Page } from '@playwright/test';
import { PlayheadError } from '../util/error.ts';
import { checkOption, type OptionChecks, checkOptions } from '../util/check-options.ts';

/** What is about to be played to the UI. */
export interface Opening {
  /** The cassette's name, such as `groq/tool_streaming`, or its file. */
  cassette: string;
  /** Where its first request was recorded: tells the provider, for a UI that has several. */
  url: string;
}

/**
 * How to use one chat UI: what a person does, and where it shows what. An optional member that is
 * left out means that the UI has no such thing: what needs it is reported as not applicable.
 */
export interface ChatDriver {
  /** The name of the UI, for the report. */
  name: string;
  /** Opens the UI, ready for the first question. */
  open(page: Page, opening: Opening): Promise<unknown>;
  /** Types a question and sends it. It does not wait for the answer. */
  send(page: Page, text: string): Promise<unknown>;
  /** What holds the whole conversation: questions and answers. */
  log(page: Page): Locator;
  /** The answers, in order: one or more elements for a question, without errors and questions. */
  answers(page: Page): Locator;
  /** The cards of tool calls, in order: each shows its name, and its result once there is one. */
  toolCards?(page: Page): Locator;
  /** Stops the answer that is under way. */
  stop?(page: Page): Promise<unknown>;
  /** What tells of a failure. Not there, or not visible, as long as all is well. */
  error?(page: Page): Locator;
  /** Asks again after a failure. Default: the same question is sent once more. */
  retry?(page: Page): Promise<unknown>;
  /** What is wrong with the page, a line each, such as the violations that axe finds. */
  audit?(page: Page): Promise<string[]>;
}

/** What a UI may have or not. */
export type Feature = 'toolCards' | 'stop' | 'error' | 'audit';

const isFunction = (name: string, what: string) => (value: unknown) =>
  checkOption(name, value, typeof value === 'function', what);
const locates = (name: string) =>
  isFunction(name, `a function, such as (page) => page.locator('…')`);
const acts = (name: string) => isFunction(name, `a function, such as async (page) => { … }`);

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

/** @throws PlayheadError `bad-option` where a member is missing, unknown or of the wrong kind. */
export function checkDriver(driver: ChatDriver): void {
  if (typeof driver !== 'object' || driver === null) {
    throw new PlayheadError(
      'bad-option',
      `Cannot use ${JSON.stringify(driver)} as the driver: it is not an object. Give one as in chatSuite(driver, { cassettes: ['…'] }).`,
    );
  }
  checkOptions(driver, DRIVER_CHECKS, 'driver member');
  const missing = REQUIRED.filter((name) => driver[name] === undefined);
  if (missing.length === 0) return;
  throw new PlayheadError(
    'bad-option',
    `Cannot use the driver${driver.name ? ` "${driver.name}"` : ''}: it has no ${missing.join(', ')}. Add what is missing: ${REQUIRED.join(', ')} are needed.`,
  );
}

/** What each member must return, told by a method of it; and the mend where it does not. */
const RETURNS: { names: (keyof ChatDriver)[]; what: string; method: string; mend: string }[] = [
  {
    names: ['open', 'send', 'stop', 'retry'],
    what: 'promise',
    method: 'then',
    mend: 'Make it async, and await what it does',
  },
  {
    names: ['log', 'answers', 'toolCards', 'error'],
    what: 'locator',
    method: 'evaluateAll',
    mend: "Return one at once, such as page.locator('…')",
  },
];

/** The driver, whose members throw PlayheadError `bad-option` where they return something else. */
export function strictDriver(driver: ChatDriver): ChatDriver {
  const members = driver as unknown as Record<string, (...given: unknown[]) => unknown>;
  const strict = Object.create(driver) as typeof members; // it may be an instance of a class
  for (const { names, what, method, mend } of RETURNS) {
    for (const name of names.filter((each) => members[each])) {
      strict[name] = (...given) => {
        const returned = members[name]!(...given) as Record<string, unknown> | undefined;
        if (typeof returned?.[method] === 'function') return returned;
        const why = `${name}() of the driver returns no ${what}`;
        throw new PlayheadError('bad-option', `Cannot use ${driver.name}: ${why}. ${mend}.`);
      };
    }
  }
  return strict as unknown as ChatDriver;
}
