import { createInterface } from 'node:readline/promises';
import { type ProtocolName, protocols } from '../../protocols/protocols.ts';
import { checkChoice, checkOption } from '../../util/check-options.ts';
import { PlayheadError } from '../../util/error.ts';
import { printable } from '../print/printable.ts';
import { parseMatching } from '../option-values.ts';
import {
  type Caller,
  CALLERS,
  completeSetup,
  type Detected,
  type Given,
  isAbsolute,
  type Setup,
  USE_CHAT_PATH,
} from './detect.ts';

/** Asks a person one question, and returns the line that is typed. */
export type Ask = (question: string) => Promise<string>;

/** Asks for what the command line does not specify; an empty answer takes what was detected. */
export async function askForSetup(detected: Detected, given: Given, ask: Ask): Promise<Setup> {
  const known = { ...given };
  const preset = <K extends keyof Setup>(key: K) => completeSetup(detected, known)[key];
  if (known.caller === undefined) {
    const question = `Who calls the model, the page or the back end? (${CALLERS.join(', ')})`;
    known.caller = await askUntilValid(ask, question, preset('caller'), parseCaller);
  }
  if (known.protocol === undefined) {
    const names = protocols.map(({ name }) => name);
    const offered = names.filter((name) => known.caller === 'page' || name !== 'ai-sdk-ui');
    const question = `In which protocol? (${offered.join(', ')})`;
    known.protocol = await askUntilValid(ask, question, preset('protocol'), parseProtocol);
  }
  if (known.endpoint === undefined && known.protocol === 'ai-sdk-ui') {
    const question = 'At which path does the page send its messages?';
    const usual = preset('endpoint') ?? USE_CHAT_PATH;
    known.endpoint = await askUntilValid(ask, question, usual, parseEndpoint);
  }
  if (known.url === undefined) {
    const question = 'Where does your app run?';
    known.url = await askUntilValid(ask, question, preset('url'), parseAppURL);
  }
  return completeSetup(detected, known);
}

async function askUntilValid<T extends string>(
  ask: Ask,
  question: string,
  preset: T,
  parse: (text: string) => T,
  problem = '',
): Promise<T> {
  const answer = (await ask(`${problem}${question} [${printable(preset)}] `)).trim();
  if (answer === '') return preset;
  try {
    return parse(answer);
  } catch (error) {
    if (!(error instanceof PlayheadError)) throw error;
    return askUntilValid(ask, question, preset, parse, `${printable(error.message)}\n`);
  }
}

/** Reads the values of options. All throw a PlayheadError `bad-option`. */
export function parseCaller(text: string): Caller {
  checkChoice('caller', text, CALLERS);
  return text as Caller;
}

export const parseProtocol = parseMatching('protocol') as (text: string) => ProtocolName;
export const parseEndpoint = parseMatching('endpoint');

export function parseAppURL(text: string): string {
  const valid = /^https?:\/\//.test(text) && URL.canParse(text);
  checkOption('url', text, valid, 'a full URL, such as http://localhost:3000');
  return text;
}

export function parseFolder(text: string): string {
  const parts = text.replaceAll('\\', '/').split('/');
  const valid = !isAbsolute(text) && !parts.includes('..');
  checkOption('dir', text, valid, 'a folder below this one');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/**
 * Asks at the terminal of this process.
 * @throws PlayheadError `bad-option` where the person leaves.
 */
export function openTerminal(): { ask: Ask; close: () => void } {
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, output });
  const leaving = new AbortController();
  lines.once('close', () => leaving.abort());
  const ask: Ask = async (question) => {
    try {
      return await lines.question(question, { signal: leaving.signal });
    } catch {
      const reason =
        'a question was not answered. Nothing was written. Add --yes to use the detected values';
      throw new PlayheadError('bad-option', `Cannot set up Playhead: ${reason}.`);
    }
  };
  return { ask, close: () => lines.close() };
}
