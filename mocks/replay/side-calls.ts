import type { RecordedResponse } from '../cassette/cassette.ts';
import type { MatchedRequest } from '../matching/options.ts';
import type { ParsedRequest } from '../matching/parsed-request.ts';
import type { IncomingRequest, RecordingIndex } from '../matching/recording-index.ts';
import type { Route } from '../matching/route.ts';
import type { Conversation } from '../protocols/conversation.ts';
import { jsonResponse } from '../protocols/writers/write-response.ts';
import { invalid } from '../util/check-options.ts';
import { cannot } from '../util/error.ts';
import { isObject } from '../util/json.ts';
import { requestName } from '../util/masked-url.ts';
import { EMBEDDINGS_PATH, noEmbeddings } from './embeddings.ts';
import { MODERATION_PATH, nothingFlagged } from './moderation.ts';
import { createRequestParser } from './request-parser.ts';
import { textAnswer } from './text-answer.ts';
import { escapeRegExp } from '../util/text.ts';

/**
 * How requests are answered that come beside the chat, such as one for its title. Where the cassette has
 * an answer to a request that the same rules fit, that comes first.
 */
export type SideCalls = SideCallRules | SideCallFunction;

/** Any other key than the two is looked for in the prompt. The first that fits answers. */
export interface SideCallRules {
  /** Vectors of zeros, as long as the request asks for. */
  embeddings?: 'zeros';
  /** Nothing is flagged. */
  moderation?: 'pass';
  /**
   * The key begins a word of the prompt, whatever its case: of the system prompt, or of what the user has
   * said last. The value is the text of the answer.
   */
  [words: string]: string | undefined;
}

/** Returns the text of the answer, or the JSON; undefined where the request is not a side call. */
export type SideCallFunction = (
  request: MatchedRequest,
) => string | Record<string, unknown> | unknown[] | undefined;

/** The answer to a side call. */
export interface SideAnswer {
  /** The key of the rule, or `function`. */
  rule: string;
  response: RecordedResponse;
}

/** What the two keys that are not searched for in the prompt can be set to. */
const FIXED: Record<string, string> = { embeddings: 'zeros', moderation: 'pass' };

/** @throws PlayheadError `bad-option` */
export function checkSideCalls(value: unknown): void {
  if (typeof value === 'function') return;
  if (!isObject(value)) throw invalid('sideCalls', value, 'an object of rules, or a function');
  for (const [key, answer] of Object.entries(value)) {
    const fixed = Object.hasOwn(FIXED, key) ? FIXED[key] : undefined;
    const name = `sideCalls.${key}`;
    if (fixed !== undefined && answer !== fixed) throw invalid(name, answer, `"${fixed}"`, [fixed]);
    if (typeof answer !== 'string') throw invalid(name, answer, 'the text of the answer');
    if (key.trim() === '') throw invalid('sideCalls', value, 'words of the prompt as each key');
  }
}

/** Answers side calls by the rules. */
export function createSideCalls(sideCalls: SideCalls, index: RecordingIndex) {
  const parse = createRequestParser(index);

  return {
    /** The routes of side calls that are not completions. */
    routes: sideRoutes(sideCalls),
    /** Answers a request; undefined where no rule fits, or the answer was recorded. */
    answer(request: IncomingRequest): SideAnswer | undefined {
      const answer = sideAnswer(sideCalls, parse(request));
      if (!answer) return undefined;
      // A title may be asked with the same words as the chat, whose recording it must not take.
      const recording = index.peek(request);
      return recording && sideAnswer(sideCalls, recording.request) ? undefined : answer;
    },
  };
}

function sideRoutes(sideCalls: SideCalls): Route[] {
  const wanted = (key: string) => typeof sideCalls === 'function' || Object.hasOwn(sideCalls, key);
  return [
    ...(wanted('embeddings') ? [EMBEDDINGS_PATH] : []),
    ...(wanted('moderation') ? [MODERATION_PATH] : []),
  ].map((path) => ({ method: 'POST', url: path.source }));
}

function sideAnswer(sideCalls: SideCalls, request: ParsedRequest): SideAnswer | undefined {
  if (request.method !== 'POST') return undefined;
  if (typeof sideCalls === 'function') return answerByFunction(sideCalls, request);
  const path = request.url.replace(/[?#].*/s, '');
  if (sideCalls.embeddings !== undefined && EMBEDDINGS_PATH.test(path)) {
    const json = noEmbeddings(request.body, path);
    return { rule: 'embeddings', response: jsonResponse(json) };
  }
  if (sideCalls.moderation !== undefined && MODERATION_PATH.test(path)) {
    return {
      rule: 'moderation',
      response: jsonResponse(nothingFlagged(request.body)),
    };
  }
  const prompt = promptOf(request.conversation);
  const rule = Object.keys(sideCalls).find(
    (words) => !Object.hasOwn(FIXED, words) && beginsWord(prompt, words),
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
  if (answer === undefined) return undefined;
  if (answer instanceof Promise) {
    const why = {
      reason: 'the function sideCalls returns a promise',
      hint: 'Return the answer itself',
    };
    throw cannot('bad-option', `answer ${requestName(request)}`, why);
  }
  return { rule: 'function', response: jsonResponse(answer) };
}

/** Reads what tells the model its task: the system prompt and what the user has said last. */
function promptOf(conversation: Conversation | undefined): string {
  const last = conversation?.messages.findLast(({ role }) => role === 'user');
  return [conversation?.system, last?.text].join('\n');
}

function beginsWord(prompt: string, words: string): boolean {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escapeRegExp(words)}`, 'iu').test(prompt);
}

function answerInText(
  rule: string,
  content: string,
  request: ParsedRequest,
): SideAnswer | undefined {
  const response = textAnswer(content, request);
  return response && { rule, response };
}
