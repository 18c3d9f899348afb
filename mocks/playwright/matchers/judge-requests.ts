import { ACCEPTANCE_RULES, judgedProtocol, refusalsOf } from '../../acceptance/acceptance.ts';
import type { Refusal } from '../../acceptance/refusal.ts';
import { checkOption, checkOptions, invalid } from '../../util/check-options.ts';
import { PlayheadError } from '../../util/error.ts';
import { indent } from '../../util/text.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import { contextOf } from '../../playhead/request-context.ts';

/** Options of `toBeAccepted`. */
export interface AcceptedOptions {
  /** Names of rules that do not count. Default: none. */
  except?: readonly string[];
}

/** What the provider would say to the requests of an app. */
export interface Judgement {
  /** Each request that it would refuse, with the reasons. */
  refused: string[];
  judged: number;
  /** Names the requests of which no rule is known. */
  unjudged: string[];
}

const RULES = [...new Set(ACCEPTANCE_RULES.map(({ rule }) => rule))];
const PROTOCOLS = [...new Set(ACCEPTANCE_RULES.map(({ protocol }) => protocol))];

/**
 * Judges the requests of an app by the rules of their providers.
 * @throws PlayheadError `bad-option` for invalid options, and where no request can be judged: a
 *   test that cannot fail shows nothing.
 */
export function judgeRequests(
  requests: readonly AppRequest[],
  options: AcceptedOptions = {},
): Judgement {
  checkOptions(options, { except: checkExcept });
  checkOption('value', requests, isListOfRequests(requests), 'playhead.requests');
  if (requests.length === 0) {
    throw new PlayheadError(
      'no-requests',
      'Cannot judge the requests: there are none, because the app has sent no request yet. Wait for one first, with nextStream().',
    );
  }
  const { except = [] } = options;
  const judgement: Judgement = { refused: [], judged: 0, unjudged: [] };
  for (const [at, request] of requests.entries()) {
    const title = `Request ${at + 1}, ${request.method} ${pathOf(request.url)}`;
    const refusals = judge(request)?.filter(({ rule }) => !except.includes(rule));
    if (!refusals) judgement.unjudged.push(title);
    else judgement.judged++;
    if (refusals && refusals.length > 0) {
      judgement.refused.push(`${title}\n${indent(refusals.map(describe).join('\n'))}`);
    }
  }
  if (judgement.judged > 0) return judgement;
  throw new PlayheadError(
    'no-requests',
    `Cannot judge the requests: no rules are known for their paths.\n${indent(judgement.unjudged.join('\n'))}\nThere are rules for ${PROTOCOLS.join(', ')}, at the paths of their providers. Requests to an app’s own back end are judged with carrier: 'server'.`,
  );
}

function checkExcept(value: unknown): void {
  checkOption('except', value, Array.isArray(value), 'a list of names of rules');
  for (const name of value as unknown[]) {
    if (!RULES.includes(name as string)) {
      throw invalid('rule', name, 'a name that a failed toBeAccepted() shows', RULES);
    }
  }
}

function isListOfRequests(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((each: Partial<AppRequest> | null) =>
      [each?.method, each?.url].every((text) => typeof text === 'string'),
    )
  );
}

/** Lists why a request would be refused; undefined where no rule is known. */
function judge(request: AppRequest): Refusal[] | undefined {
  const context = contextOf(request);
  const recorded = context?.recording?.request;
  const sent = recorded ? { ...request, url: atHostOf(recorded.url, request.url) } : request;
  const protocol = judgedProtocol(sent);
  if (!protocol) return undefined;
  const responses = recorded?.protocol?.name === protocol ? context?.responses : undefined;
  return refusalsOf(sent, { protocol, responses });
}

/** Moves a URL to the host that was recorded, whose rules hold: the app may be told another address. */
function atHostOf(recorded: string, sent: string): string {
  if (!URL.canParse(sent) || !URL.canParse(recorded)) return sent;
  const url = new URL(sent);
  const { hostname, port } = new URL(recorded);
  url.hostname = hostname;
  url.port = port;
  return url.href;
}

function describe({ rule, path, message, providerMessage, source }: Refusal): string {
  const says = providerMessage === undefined ? [] : [`The provider says: ${providerMessage}`];
  return [`${rule}, at ${path}`, indent([message, ...says, `See ${source}`].join('\n'))].join('\n');
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Says how many requests were not judged; undefined where all were. */
export function describeUnjudged({ unjudged, judged }: Judgement): string | undefined {
  if (unjudged.length === 0) return undefined;
  return `${unjudged.length} of ${judged + unjudged.length} requests could not be judged, for no rules are known for their paths:\n${indent(unjudged.join('\n'))}`;
}
