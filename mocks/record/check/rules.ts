import { createAgeRule, type AgeOptions } from './age.ts';
import type { Rule } from './finding.ts';
import { checkProtocols } from './protocols.ts';
import { checkSameRequests } from './same-requests.ts';
import { checkStreams } from './streams.ts';
import { checkRecordedTiming } from './timing.ts';
import { checkToolLoops } from './tool-loops.ts';

/** Options of the rules. */
export interface RuleOptions {
  /** How old a cassette may be. Default: as old as it is. */
  age?: AgeOptions | undefined;
}

/** Lists the rules that a cassette is checked by. */
export function createRules({ age }: RuleOptions = {}): Rule[] {
  return [
    checkProtocols,
    checkStreams,
    checkToolLoops,
    checkSameRequests,
    checkRecordedTiming,
    ...(age ? [createAgeRule(age)] : []),
  ];
}
