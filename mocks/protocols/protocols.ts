import { bodyText } from '../wire/body.ts';
import type { Interaction, RecordedResponse } from '../cassette/cassette.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { googleGenerative } from './google-generative.ts';
import { invalid } from '../util/check-options.ts';
import { eventsOf } from '../cassette/events.ts';
import { isObject, type JsonObject, parseJson } from '../util/json.ts';
import { ollamaChat } from './ollama-chat.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Protocol } from './protocol.ts';
import { escapeRegExp } from '../util/text.ts';

/** All protocols, in the order in which they are tried. */
export const protocols = [
  aiSdkUi, // First: its back ends are at any path, those of other protocols included.
  openaiChat,
  openaiResponses,
  anthropicMessages,
  googleGenerative,
  ollamaChat, // Last: `/api/chat` is a common path for an app's own back end.
] as const satisfies readonly Protocol[];

/** The name of a built-in protocol. */
export type ProtocolName = (typeof protocols)[number]['name'];

/** A built-in protocol, by its name, or one that `defineProtocol` has made. */
export type ProtocolChoice = ProtocolName | Protocol;

/**
 * Detects the protocol of an interaction; undefined if unknown: such a recording still replays.
 * @param choice the protocol to take without detection
 * @throws PlayheadError `bad-option` for an unknown name.
 */
export function protocolOf(
  { request, response }: Pick<Interaction, 'request' | 'response'>,
  choice?: ProtocolChoice,
): Protocol | undefined {
  if (choice !== undefined) return findProtocol(choice);
  const path = pathnameOf(request.url);
  const evidence = { path, request: parseJson(bodyText(request.body)), response };
  const all: readonly Protocol[] = protocols;
  return (
    all.find(({ paths, matches }) => matches?.(evidence) ?? paths.some((end) => end.test(path))) ??
    all.find(({ matchesFirst }) => matchesFirst?.(firstOf(response)))
  );
}

/**
 * Names the protocol that a request of an app speaks, judging by its path and by whether user texts
 * can be read; undefined if none is known.
 */
export function protocolOfRequest({
  url,
  body,
}: {
  url: string;
  body: unknown;
}): ProtocolName | undefined {
  const path = pathnameOf(url);
  const all: readonly Protocol[] = protocols;
  const isSpoken = (protocol: Protocol) => speaks(protocol, { url, body });
  const found =
    all.find((each) => each.paths.some((end) => end.test(path)) && isSpoken(each)) ??
    all.find(isSpoken);
  return found?.name as ProtocolName | undefined;
}

/** Tells whether a protocol reads texts of the user in a request. */
export function speaks(protocol: Protocol, { url, body }: { url: string; body: unknown }): boolean {
  const { messages = [] } = protocol.readRequest(body, url) ?? {};
  return messages.some((each) => each.role === 'user' && each.text !== '');
}

/** Lists the protocols that have such a path. */
export function protocolsAt(url: string): readonly Protocol[] {
  const path = pathnameOf(url);
  return protocols.filter((each: Protocol) => each.paths.some((end) => end.test(path)));
}

/** Returns the path of a URL, without a trailing slash. */
function pathnameOf(url: string): string {
  return new URL(url).pathname.replace(/\/$/, '');
}

/** Parses the first event of a response, or its only JSON document. */
function firstOf(response: RecordedResponse): JsonObject {
  const [first] = eventsOf(response).filter(({ data }) => data !== '');
  const json = parseJson(first?.data ?? bodyText(first?.raw ?? ''));
  return isObject(json) ? json : {};
}

/** Makes the source of a regular expression for the end of the paths where such requests go. */
export function pathOf(protocol: Protocol | undefined, url: string): string {
  const pathname = pathnameOf(url);
  const known = protocol?.paths.find((path) => path.test(pathname));
  return known?.source ?? `${escapeRegExp(pathname)}$`;
}

/**
 * Finds the protocol of a choice.
 * @throws PlayheadError `bad-option` for an unknown name, or an object that is not a protocol.
 */
export function findProtocol(choice: ProtocolChoice): Protocol {
  if (isProtocol(choice)) return choice;
  const found = protocols.find((protocol) => protocol.name === choice);
  if (found) return found;
  const names = protocols.map((protocol) => protocol.name);
  const expected = `one of ${names.join(', ')}, or what defineProtocol returns`;
  throw invalid('protocol', choice, expected, names);
}

/** Tells whether a protocol is a built-in one. */
export function isBuiltIn(protocol: Protocol): boolean {
  return protocols.some((each) => each === protocol);
}

function isProtocol(choice: unknown): choice is Protocol {
  const methods = ['createReader', 'readJson', 'readRequest'];
  return isObject(choice) && methods.every((each) => typeof choice[each] === 'function');
}
