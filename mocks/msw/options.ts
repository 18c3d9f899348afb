import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import type { MatchInfo } from '../replay/replay.ts';
import type { Miss } from '../matching/miss.ts';
import { MATCH_CHECKS, type MatchOptions } from '../matching/options.ts';
import { checkOption, type OptionChecks } from '../util/check-options.ts';
import { checkChunking, type Chunking } from '../stream/chunking.ts';
import { checkPace, type Pace } from '../stream/pace.ts';

/** A request and the interaction it was matched to. */
export interface MatchedCall extends MatchInfo {
  method: string;
  url: string;
}

/** Options of `cassetteHandlers`. */
export interface HandlerOptions extends MatchOptions {
  /** The times at which events go out. Default: `'instant'`. */
  pace?: Pace;
  /** The cutting of the bytes into network chunks. Default: `'event'`. */
  chunking?: Chunking;
  /**
   * Deviations from the recording, with their places. Default: none. A faulted response does not
   * consume the interaction: a retry gets the next attempt.
   */
  faults?: readonly PlacedFault[];
  /** Plays the recordings of a request again when all have been played. Default: false. */
  repeat?: boolean;
  /** Called for each request with a recorded interaction, with the differences that matching ignored. */
  onMatch?: (call: MatchedCall) => void;
  /** Called for each request without one; the app gets a 501. */
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
