import { createAgeRule, type AgeOptions } from './age.ts';
import type { CheckRule } from './finding.ts';
import { checkOfferedTools } from './offered-tools.ts';
import { checkProtocols } from './protocols.ts';
import type { RedactionOptions } from '../redaction/redactor.ts';
import { checkRefusedRequests } from './refused-requests.ts';
import { createSecretsRule } from './secrets.ts';
import { checkSameRequests } from './same-requests.ts';
import { checkStreams } from './streams.ts';
import { checkRecordedTiming } from './timing.ts';
import { checkToolLoops } from './tool-loops.ts';

/** Options of the rules. */
export interface RuleOptions {
  /** What finds secrets of your own. Default: nothing. */
  redaction?: NonNullable<RedactionOptions['rules']> | undefined;
  /** How old a cassette may be. Default: as old as it is. */
  age?: AgeOptions | undefined;
}

/** Lists the rules that a cassette is checked by. */
export function createRules({ age, redaction = [] }: RuleOptions = {}): CheckRule[] {
  return [
    checkProtocols,
    checkStreams,
    checkToolLoops,
    checkOfferedTools,
    checkSameRequests,
    checkRefusedRequests,
    createSecretsRule({ rules: redaction }),
    checkRecordedTiming,
    ...(age ? [createAgeRule(age)] : []),
  ];
}
