import type { Cassette } from '../../cassette/cassette.ts';

/** How bad a finding is. An error keeps the cassette from replaying as it says; a warning may be meant. */
export type Severity = 'error' | 'warning';

/** What a rule has found. */
export interface CheckFinding {
  /** The rule, in kebab-case. Stable: programs and comments in cassettes name it. */
  rule: string;
  severity: Severity;
  /** One line without a full stop. */
  message: string;
  /** What to do, as a sentence without a full stop. */
  hint: string;
  /** Absent where it is the whole file. */
  place?: FindingPlace;
  /** The place in the text of the file, in characters, where it is known so exactly. */
  at?: number;
}

/** A place in a cassette. */
export interface FindingPlace {
  /** Counted from 1. */
  interaction: number;
  /** The keys that lead to the value, such as `['response', 'body']`. Default: the interaction. */
  keys?: readonly string[];
  /** A place in the text of the value, in characters. Default: its beginning. */
  offset?: number;
}

/** A finding with its place in a file. */
export interface PlacedFinding extends Omit<CheckFinding, 'place' | 'at'> {
  file: string;
  /** Counted from 1; absent where it is the whole file. */
  line?: number;
  column?: number;
  /** Counted from 1; absent where it is the whole file. */
  interaction?: number;
}

/** A cassette to check. */
export interface CassetteSource {
  /** The name for messages. */
  file: string;
  text: string;
  /** When the file was changed; absent where that is not known. */
  modified?: Date;
}

/** Looks for what is wrong with a cassette: one file per kind, one row in `rules.ts`. */
export type CheckRule = (
  cassette: Cassette,
  source: CassetteSource,
) => readonly CheckFinding[] | Promise<readonly CheckFinding[]>;
