import type { RecordedResponse } from '../cassette/cassette.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocols, type ProtocolName, protocolsAt } from '../protocols/protocols.ts';
import { checkChoice } from '../util/check-options.ts';
import { compact, isObject } from '../util/json.ts';
import { judgeAnthropicMessages } from './anthropic-messages.ts';
import { judgeGoogleGenerative } from './google-generative.ts';
import { judgeOllamaChat } from './ollama-chat.ts';
import { judgeOpenaiChat } from './openai-chat.ts';
import { judgeOpenaiResponses } from './openai-responses.ts';
import type { Finding, JudgedRequest, Refusal, Rule, Rules } from './refusal.ts';
import { ANTHROPIC_MESSAGES_RULES } from './rules/anthropic-messages.ts';
import { GOOGLE_GENERATIVE_RULES } from './rules/google-generative.ts';
import { OLLAMA_CHAT_RULES } from './rules/ollama-chat.ts';
import { OPENAI_CHAT_RULES } from './rules/openai-chat.ts';
import { OPENAI_RESPONSES_RULES } from './rules/openai-responses.ts';
import { isInScope } from './scope.ts';

/** A request as the app has sent it. */
export interface SentRequest {
  method: string;
  url: string;
  /** Its parsed JSON. */
  body: unknown;
}

/** Options of `refusalsOf`. */
export interface AcceptanceOptions {
  /** Default: detected from path and body. */
  protocol?: ProtocolName | undefined;
  /**
   * What the provider has answered in this conversation: what is sent back of these answers must be
   * signed as they were. Default: not known.
   */
  responses?: readonly RecordedResponse[] | undefined;
}

interface Judge {
  rules: Rules;
  judge: (request: JudgedRequest) => Finding[];
}

/** The protocols that have rules. That of the AI SDK is between an app and its own back end. */
const JUDGES: Readonly<Partial<Record<ProtocolName, Judge>>> = {
  'openai-chat': { rules: OPENAI_CHAT_RULES, judge: judgeOpenaiChat },
  'openai-responses': { rules: OPENAI_RESPONSES_RULES, judge: judgeOpenaiResponses },
  'anthropic-messages': { rules: ANTHROPIC_MESSAGES_RULES, judge: judgeAnthropicMessages },
  'google-generative': { rules: GOOGLE_GENERATIVE_RULES, judge: judgeGoogleGenerative },
  'ollama-chat': { rules: OLLAMA_CHAT_RULES, judge: judgeOllamaChat },
};

/** A rule of a protocol. */
export type AcceptanceRule = Rule & { protocol: ProtocolName; rule: string };

/** All rules, protocol after protocol. */
export const ACCEPTANCE_RULES: readonly AcceptanceRule[] = protocols.flatMap(({ name }) =>
  Object.entries(JUDGES[name]?.rules ?? {}).map(([rule, known]) => ({
    protocol: name,
    rule,
    ...known,
  })),
);

/**
 * Lists the reasons for which a provider would refuse a request; `[]` where it would take it, as far
 * as is known, or where the protocol is unknown.
 * @throws PlayheadError `bad-option` for an unknown protocol.
 */
export function refusalsOf(request: SentRequest, options: AcceptanceOptions = {}): Refusal[] {
  const protocol = judgedProtocol(request, options);
  const judge = protocol && JUDGES[protocol];
  if (!judge || !isObject(request.body)) return [];
  const { url, body } = request;
  const model = readModel(protocol, body, url);
  const target = { host: hostOf(url), model };
  return judge
    .judge({ body, model, responses: options.responses ?? [] })
    .flatMap(({ rule, path, message }) => {
      const { providerMessage, source, appliesTo }: Rule = judge.rules[rule]!;
      return isInScope(appliesTo, target)
        ? [compact({ rule, path, message, providerMessage, source })]
        : [];
    });
}

/** Tells Ollama by its address: its path is that of many an app's own back end. */
const OLLAMA = /(?:^|\.)ollama\.com$|:11434$/;

/**
 * Names the protocol by whose rules a request is judged; undefined where it has none. Goes by the
 * path, since an app's own back end may take anything.
 */
export function judgedProtocol(
  { method, url, body }: SentRequest,
  { protocol }: AcceptanceOptions = {},
): ProtocolName | undefined {
  if (protocol !== undefined) {
    checkChoice(
      'protocol',
      protocol,
      protocols.map(({ name }) => name),
    );
  }
  if (method.toUpperCase() !== 'POST' || !isObject(body)) return undefined;
  const candidates = URL.canParse(url) ? protocolsAt(url) : [];
  const found = candidates.find(
    (each) =>
      each.readRequest(body, url) !== undefined &&
      (each.name !== 'ollama-chat' || OLLAMA.test(new URL(url).host)),
  );
  const name = protocol ?? (found?.name as ProtocolName | undefined);
  return name !== undefined && JUDGES[name] ? name : undefined;
}

function readModel(name: ProtocolName, body: unknown, url: string): string {
  const protocol: Protocol | undefined = protocols.find((each) => each.name === name);
  return protocol?.readRequest(body, url)?.model ?? '';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
