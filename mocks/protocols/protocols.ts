import { bodyText } from '../wire/body.ts';
import type { Interaction, RecordedResponse } from '../cassette/cassette.ts';
import { PlayheadError } from '../util/error.ts';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { googleGenerative } from './google-generative.ts';
import { eventsOf } from '../cassette/events.ts';
import { isObject, type JsonObject, parseJson } from '../util/json.ts';
import { ollamaChat } from './ollama-chat.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import type { Protocol } from './protocol.ts';

/** Every protocol the oracle can read; the first that fits an interaction is its protocol. */
export const protocols = [
  aiSdkUi, // First: its back ends stand at any path, also at one that another protocol claims.
  openaiChat,
  openaiResponses,
  anthropicMessages,
  googleGenerative,
  ollamaChat, // Last: `/api/chat` is a common path for an app's own back end.
] as const satisfies readonly Protocol[];

/** The name of a protocol. */
export type ProtocolName = (typeof protocols)[number]['name'];

/**
 * The protocol of an interaction; undefined where none is known: such a recording still replays.
 * @param name what the caller says it is
 * @throws PlayheadError `bad-option` where no protocol is called that.
 */
export function protocolOf(
  { request, response }: Pick<Interaction, 'request' | 'response'>,
  name?: ProtocolName,
): Protocol | undefined {
  if (name !== undefined) return findProtocol(name);
  const path = pathnameOf(request.url);
  const exchange = { path, request: parseJson(bodyText(request.body)), response };
  const all: readonly Protocol[] = protocols;
  return (
    all.find(({ paths, speaks }) => speaks?.(exchange) ?? paths.some((end) => end.test(path))) ??
    all.find(({ begins }) => begins?.(firstOf(response)))
  );
}

/** The path of a URL; a slash at its end says nothing. */
function pathnameOf(url: string): string {
  return new URL(url).pathname.replace(/\/$/, '');
}

/** The first thing that a response says, as JSON: an event, or the whole. */
function firstOf(response: RecordedResponse): JsonObject {
  const [first] = eventsOf(response).filter(({ data }) => data !== '');
  const json = parseJson(first?.data ?? bodyText(first?.raw ?? ''));
  return isObject(json) ? json : {};
}

/** Where requests like a recorded one go: the source of a regular expression for a path's end. */
export function pathOf(protocol: Protocol | undefined, url: string): string {
  const pathname = pathnameOf(url);
  const known = protocol?.paths.find((path) => path.test(pathname));
  return known?.source ?? `${pathname.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`;
}

/** @throws PlayheadError `bad-option` that lists the protocols. */
export function findProtocol(name: ProtocolName): Protocol {
  const found = protocols.find((protocol) => protocol.name === name);
  if (found) return found;
  const known = protocols.map((protocol) => protocol.name).join(', ');
  throw new PlayheadError(
    'bad-option',
    `Cannot read the protocol ${JSON.stringify(name)}: there is none of that name. Use one of ${known}.`,
  );
}
