import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import { checkFaults } from '../faults/check.ts';
import type { PlacedFault } from '../faults/fault.ts';
import { createFaultPlan } from '../faults/fault-plan.ts';
import { type FrozenAt, findFrozen } from '../faults/frozen-at.ts';
import type { Difference } from '../matching/body-differences.ts';
import { MATCH_CHECKS } from '../matching/options.ts';
import type { Miss } from '../matching/miss.ts';
import {
  createRecordingIndex,
  type IncomingRequest,
  type IndexOptions,
} from '../matching/recording-index.ts';
import type { Recording } from '../matching/recording.ts';
import { findProtocol } from '../protocols/protocols.ts';
import { type Delivery, deliveryOf } from '../stream/delivery.ts';
import { checkOption, type OptionChecks } from '../util/check-options.ts';
import { interactionToAppend } from './interaction-to-append.ts';
import { createRequestParser } from './request-parser.ts';
import { checkSideCalls, createSideCalls, type SideCalls } from './side-calls.ts';

/** Options of the engine: of matching, and the faults. */
export interface ReplayOptions extends IndexOptions {
  /** Default: none. */
  faults?: readonly PlacedFault[] | undefined;
  /** Default: a side call that was not recorded is a miss. */
  sideCalls?: SideCalls | undefined;
}

export const REPLAY_CHECKS: OptionChecks<ReplayOptions> = {
  faults: checkFaults,
  ...MATCH_CHECKS,
  repeat: (value) => checkOption('repeat', value, typeof value === 'boolean', 'true or false'),
  sideCalls: checkSideCalls,
};

/** The interaction that a request was matched to. */
export interface MatchInfo {
  /** The cassette's name. */
  cassette: string;
  /** The interaction's place in the cassette, counted from 1. */
  interaction: number;
  /** The fields of the body in which the request differs from the recorded one: not compared. */
  ignored: Difference[];
}

/** The response to a request, and the recording it was made from. */
export interface Reply {
  recording: Recording;
  /** The body of the request. */
  received: string;
  delivery: Delivery;
  /** A fault has altered it: the interaction counts as not played, and a retry gets it. */
  altered: boolean;
  /** Describes the match. Compares whole bodies, and so is not done for every request. */
  match(): MatchInfo;
}

/** The answer to a side call: it plays at once, and is not one of the streams of the test. */
export interface SideReply {
  /** The key of the rule that has answered, or `function`. */
  sideCall: string;
  delivery: Delivery;
}

/** What only the carriers say. */
interface EngineOptions extends ReplayOptions {
  frozenAt?: FrozenAt | undefined;
  /** The protocol must read something in each cassette. Default: true. */
  checksProtocol?: boolean | undefined;
}

/** A set of cassettes that answers requests. */
export type Replay = ReturnType<typeof createReplay>;

/**
 * Creates the engine behind every carrier: it matches a request, applies the faults, and gives the
 * delivery. Each engine keeps its own record of the interactions played.
 *
 * @throws PlayheadError `bad-cassette`, `bad-value`, `bad-body`, or `bad-option` for a fault that cannot apply:
 *   now, not when the request comes.
 */
export function createReplay(
  cassettes: readonly Cassette[],
  { faults = [], frozenAt, sideCalls, checksProtocol = true, ...matching }: EngineOptions = {},
) {
  const { repeat = frozenAt !== undefined } = matching; // a story is looked at more than once
  const index = createRecordingIndex(cassettes, { ...matching, repeat });
  const { protocol } = matching;
  if (checksProtocol && protocol !== undefined) findProtocol(protocol).checkCassettes?.(cassettes);
  // Not when the request comes: its response would wait for it.
  for (const { interaction } of index.recordings) eventsOf(interaction.response);
  const models = index.recordings.map(({ request }) => request.conversation?.model);
  const frozen = frozenAt && findFrozen(frozenAt, index.recordings);
  const plan = createFaultPlan(faults, index.recordings, frozen);

  const parse = createRequestParser(index);
  const sides = sideCalls && createSideCalls(sideCalls, index);

  function answerSideCall(request: IncomingRequest): SideReply | undefined {
    const answer = sides?.answer(request);
    return answer && { sideCall: answer.rule, delivery: deliveryOf(answer.response) };
  }

  /** Adds what would answer the request, where it has the form of one to a model. */
  function withInteraction(miss: Miss, request: IncomingRequest): Miss {
    const parsed = parse(request);
    if (!parsed.conversation) return miss;
    const { length } = index.recordings.at(-1)?.cassette.interactions ?? [];
    return { ...miss, append: interactionToAppend(request, parsed, length ?? 0) };
  }

  return {
    /** The methods and URLs that were recorded or are of side calls: no other request concerns it. */
    routes: [...index.routes, ...(sides?.routes ?? [])],
    /** Nothing can be answered: it may stay out of the way. */
    isEmpty: index.recordings.length === 0 && !sides,
    recordings: index.recordings,
    /** The models that the recorded requests name. */
    models: [...new Set(models.filter((name) => name !== undefined))],
    /** Explains why no recording that is left answers the request; undefined where one does. */
    explain: (request: IncomingRequest): Miss | undefined => index.explain(request),
    /** Answers a request that comes beside the chat by a rule; undefined where none fits, or it is recorded. */
    answerSideCall,
    respond(request: IncomingRequest): Reply | SideReply | { miss: Miss } {
      const side = answerSideCall(request);
      if (side) return side;
      const found = index.find(request);
      if ('miss' in found) return { miss: withInteraction(found.miss, request) };
      const { recording, ignored } = found;
      const { delivery, altered } = plan.nextDelivery(recording);
      if (altered) index.release(recording);
      const { cassette, number } = recording;
      const match = () => ({
        cassette: cassetteName(cassette),
        interaction: number,
        ignored: ignored(),
      });
      return { recording, received: request.body, delivery, altered, match };
    },
    /** Marks a recording as not played after all: a retry gets it. */
    release: (recording: Recording): void => index.release(recording),
    /** The faults whose attempt was never made. */
    get unusedFaults() {
      return plan.unused;
    },
  };
}
