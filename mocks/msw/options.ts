import { PlayheadError } from '../error.ts';
import { checkPace, type Pace } from '../stream/pace.ts';
import type { Miss } from './miss.ts';

/** How cassettes become handlers. */
export interface HandlerOptions {
  /** When events go out. Default: `'instant'`. */
  pace?: Pace;
  /**
   * Which recorded interaction answers a request. `'conversation'` (default): user texts, tool
   * results, call names and parsed arguments are equal; system prompt, ids, key order, extra fields
   * and the assistant's own text are not compared.
   */
  match?: 'conversation';
  /**
   * Where the app asks, when its path is not the recorded one: a path (`/api/chat`, on any
   * origin) or a whole URL. Default: the recorded path after the provider's base, on any origin.
   */
  endpoint?: string;
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat?: boolean;
  /** Told of each request that no interaction answers, besides the 501 the app gets. */
  onMiss?: (miss: Miss) => void;
}

const CHECKS: { [K in keyof Required<HandlerOptions>]: (value: unknown) => void } = {
  pace: checkPace,
  match: (value) => check('match', value, value === 'conversation', "'conversation'"),
  endpoint: (value) =>
    check('endpoint', value, isEndpoint(value), 'a path that begins with "/", or a URL'),
  repeat: (value) => check('repeat', value, typeof value === 'boolean', 'true or false'),
  onMiss: (value) => check('onMiss', value, typeof value === 'function', 'a function'),
};

/**
 * Checks options at run time too: a misspelt one must not pass unseen in JavaScript.
 * @throws PlayheadError `bad-option` that lists the valid ones.
 */
export function checkOptions(options: HandlerOptions): HandlerOptions {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      const valid = Object.keys(CHECKS).join(', ');
      throw new PlayheadError(
        'bad-option',
        `Cannot use the option "${name}": there is none of that name. Valid options: ${valid}.`,
      );
    }
    if (value !== undefined) CHECKS[name as keyof HandlerOptions](value);
  }
  return options;
}

function isEndpoint(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('/') || URL.canParse(value));
}

function check(name: string, value: unknown, valid: boolean, wanted: string): void {
  if (valid) return;
  throw new PlayheadError(
    'bad-option',
    `Cannot use ${JSON.stringify(value)} as the option "${name}": it is not ${wanted}. Change or remove it.`,
  );
}
