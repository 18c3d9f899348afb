import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import type { MatchInfo } from '../replay/replay.ts';
import type { Miss } from '../matching/miss.ts';
import { MATCH_CHECKS, type MatchOptions } from '../matching/options.ts';
import { checkOption, type OptionChecks } from '../util/check-options.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { checkPace, type Pace } from '../stream/pace.ts';

/** A request and the interaction that answers it. */
export interface MatchedCall extends MatchInfo {
  method: string;
  url: string;
}

/** How cassettes become handlers. */
export interface HandlerOptions extends MatchOptions {
  /** When events go out. Default: `'instant'`. */
  pace?: Pace;
  /** How the bytes are cut into network chunks. Default: `'event'`. */
  chunking?: Chunking;
  /** What goes wrong, and where. Default: nothing. An answer that is spoilt is not played: a retry gets it. */
  faults?: readonly PlacedFault[];
  /** Answer a request again when all its recordings have been played. Default: false. */
  repeat?: boolean;
  /** Told of each request that an interaction answers, and of the differences that did not count. */
  onMatch?: (call: MatchedCall) => void;
  /** Told of each request that no interaction answers, besides the 501 the app gets. */
  onMiss?: (miss: Miss) => void;
}

export const HANDLER_CHECKS: OptionChecks<HandlerOptions> = {
  pace: (value) => void checkPace(value),
  chunking: checkChunking,
  faults: checkFaults,
  ...MATCH_CHECKS,
  repeat: (value) => checkOption('repeat', value, typeof value === 'boolean', 'true or false'),
  onMatch: (value) => checkOption('onMatch', value, typeof value === 'function', 'a function'),
  onMiss: (value) => checkOption('onMiss', value, typeof value === 'function', 'a function'),
};
