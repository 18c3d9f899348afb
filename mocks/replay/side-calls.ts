import type { RecordedResponse } from '../cassette/cassette.ts';
import type { MatchedRequest } from '../matching/options.ts';
import { type ParsedRequest, parseRequest } from '../matching/parsed-request.ts';
import type { IncomingRequest } from '../matching/recording-index.ts';
import type { Route } from '../matching/route.ts';
import type { Conversation } from '../protocols/conversation.ts';
import { findProtocol, protocolOfRequest } from '../protocols/protocols.ts';
import { invalid } from '../util/check-options.ts';
import { isObject, parseJson } from '../util/json.ts';
import { EMBEDDINGS_PATH, noEmbeddings } from './embeddings.ts';
import { MODERATION_PATH, nothingFlagged } from './moderation.ts';
import { writtenResponse } from './written-response.ts';

/**
 * How requests are answered that come beside the chat, such as one for its title. A recorded answer goes
 * first.
 * - `embeddings: 'zeros'`: vectors of zeros, as long as the request asks for
 * - `moderation: 'pass'`: nothing is flagged
 * - any other key is a word of the prompt, whatever its case: the system prompt or the last message of
 *   the user has it. Its value is the text of the answer. The first that fits answers.
 * - a function: a text, or the JSON to answer with; undefined where it is no side call
 */
export type SideCalls = SideCallRules | SideCallFunction;

export interface SideCallRules {
  [word: string]: string;
}

export type SideCallFunction = (request: MatchedRequest) => string | object | undefined;

/** The answer to a side call. */
export interface SideAnswer {
  /** The key of the rule, or `function`. */
  rule: string;
  response: RecordedResponse;
}

/** What the two keys that are no words of a prompt can be set to. */
const FIXED: Record<string, string> = { embeddings: 'zeros', moderation: 'pass' };

/** @throws PlayheadError `bad-option` */
export function checkSideCalls(value: unknown): void {
  if (typeof value === 'function' || value === undefined) return;
  if (!isObject(value)) throw invalid('sideCalls', value, 'an object of rules, or a function');
  for (const [key, answer] of Object.entries(value)) {
    const fixed = Object.hasOwn(FIXED, key) ? FIXED[key] : undefined;
    const name = `sideCalls.${key}`;
    if (fixed !== undefined && answer !== fixed) throw invalid(name, answer, `"${fixed}"`, [fixed]);
    if (typeof answer !== 'string') throw invalid(name, answer, 'the text of the answer');
    if (key.trim() === '') throw invalid('sideCalls', value, 'a word of the prompt as each key');
  }
}

/** Lists the routes of side calls that are no completions: a page answers no others. */
export function sideRoutes(sideCalls: SideCalls | undefined): Route[] {
  const wanted = (key: string) =>
    typeof sideCalls === 'function' || (sideCalls !== undefined && Object.hasOwn(sideCalls, key));
  return [
    ...(wanted('embeddings') ? [EMBEDDINGS_PATH] : []),
    ...(wanted('moderation') ? [MODERATION_PATH] : []),
  ].map((path) => ({ method: 'POST', url: path.source }));
}

/** Reads a request, recorded or not, in whatever protocol it speaks. */
export function parseSideCall(request: IncomingRequest): ParsedRequest {
  const name = protocolOfRequest({ url: request.url, body: parseJson(request.body) });
  return parseRequest(request, name && findProtocol(name));
}

/** Answers a request by the rules; undefined where none fits. */
export function sideAnswer(sideCalls: SideCalls, request: ParsedRequest): SideAnswer | undefined {
  if (request.method !== 'POST') return undefined;
  if (typeof sideCalls === 'function') return answerByFunction(sideCalls, request);
  const path = request.url.replace(/[?#].*$/s, '');
  if (sideCalls['embeddings'] !== undefined && EMBEDDINGS_PATH.test(path)) {
    const json = noEmbeddings(request.body, path);
    return { rule: 'embeddings', response: writtenResponse({ json }) };
  }
  if (sideCalls['moderation'] !== undefined && MODERATION_PATH.test(path)) {
    return {
      rule: 'moderation',
      response: writtenResponse({ json: nothingFlagged(request.body) }),
    };
  }
  const prompt = promptOf(request.conversation).toLowerCase();
  const rule = Object.keys(sideCalls).find(
    (word) => !Object.hasOwn(FIXED, word) && prompt.includes(word.toLowerCase()),
  );
  return rule === undefined ? undefined : answerInText(rule, sideCalls[rule]!, request);
}

function answerByFunction(
  decide: SideCallFunction,
  request: ParsedRequest,
): SideAnswer | undefined {
  const { method, url, body, conversation } = request;
  const answer = decide({ method, url, body, ...(conversation && { conversation }) });
  if (typeof answer === 'string') return answerInText('function', answer, request);
  return answer && { rule: 'function', response: writtenResponse({ json: answer }) };
}

/** Reads what tells the model its task: the system prompt and what the user has said last. */
function promptOf(conversation: Conversation | undefined): string {
  const last = conversation?.messages.findLast(({ role }) => role === 'user');
  return `${conversation?.system ?? ''}\n${last?.text ?? ''}`;
}

function answerInText(
  rule: string,
  content: string,
  { url, protocol, conversation }: ParsedRequest,
): SideAnswer | undefined {
  const style = { stream: conversation?.stream, model: conversation?.model ?? '', url };
  const answer = protocol?.writeText?.(content, style);
  return answer && { rule, response: writtenResponse(answer) };
}
