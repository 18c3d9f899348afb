import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { requestProblem } from '../cassette/request-problem.ts';
import { checkOption, checkOptions, invalid } from '../util/check-options.ts';
import { cannot } from '../util/error.ts';
import { groupBy } from '../util/group-by.ts';
import { isObject, parseJson } from '../util/json.ts';
import { type Exchange, planConversation, type PlannedResponse } from './plan-conversation.ts';
import type { Protocol } from './protocol.ts';
import { findProtocol, isBuiltIn, type ProtocolChoice, protocolOf } from './protocols.ts';
import { argumentSchema } from './writers/argument-schema.ts';
import { writeResponse } from './writers/write-response.ts';
import { argumentsText, callsOf, type Writer, type WrittenRequest } from './writers/writer.ts';

/** Options of `chatCassette`. */
export interface ChatCassetteOptions {
  /** A name, or what `defineProtocol` returns. Default: `openai-chat` */
  protocol?: ProtocolChoice;
  /**
   * The URL of the requests, which may say the model and whether answers stream. Default: that of
   * the provider's own API; `http://localhost/api/chat` for `ai-sdk-ui` and protocols of your own
   */
  url?: string;
  /** Default: that of the URL, or `synthetic` */
  model?: string;
  /** The cassette's name in messages. Default: `synthetic` */
  name?: string;
  /** Default: as the URL says, or true */
  stream?: boolean;
  /** The system prompt of all requests. Default: none */
  system?: string;
}

const FULL_URL = 'a full URL, with http or https';
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const checkText = (name: string) => (value: unknown) =>
  checkOption(name, value, isText(value), 'a non-empty string');

/**
 * Makes a synthetic cassette of a conversation: one request per response, each with all the messages
 * before it, and the tools that are called. Requests and responses are in the format of the protocol;
 * responses stream in the provider's own chunks, one per piece of text. The same input gives the same
 * bytes.
 *
 * @throws PlayheadError `bad-option` for an option or an answer that is invalid, or that the protocol
 *   cannot say.
 * @example
 * test.use({ cassette: chatCassette([['Hi', ['Hello', ' there.']]]) });
 * @example
 * const add = { name: 'add', arguments: { a: 2, b: 3 }, result: 5 };
 * chatCassette([['Add 2 and 3', [{ toolCalls: [add] }, { text: 'It is 5.' }]]], {
 *   protocol: 'anthropic-messages',
 * });
 */
export function chatCassette(
  exchanges: readonly Exchange[],
  options: ChatCassetteOptions = {},
): Cassette {
  checkCassetteOptions(options);
  const { protocol: choice = 'openai-chat', name = 'synthetic' } = options;
  const protocol = writableProtocol(choice);
  const planned = planConversation(exchanges, protocol.writer.callId);
  const settings = settingsOf(protocol, planned, options);
  const interactions = planned.map(({ messages, response, error }, id): Interaction => {
    const { url, model, stream } = settings;
    const body = protocol.writer.writeRequest({ ...settings, messages });
    return {
      id,
      request: {
        method: 'POST',
        url,
        headers: { 'Content-Type': ['application/json'] },
        body: JSON.stringify(body),
      },
      response: writeResponse(protocol, response, { stream, model, url, body }, error),
    };
  });
  if (isBuiltIn(findProtocol(choice))) checkUrl(interactions[0]!, protocol.name);
  return { file: name, version: 2, interactions };
}

function checkCassetteOptions(options: ChatCassetteOptions): void {
  if (!isObject(options)) throw invalid('options', options, '{ protocol, url, … }');
  checkOptions<ChatCassetteOptions>(options, {
    protocol: (value) => void findProtocol(value as ProtocolChoice),
    url: (value) => checkOption('url', value, isUrl(value), FULL_URL),
    model: checkText('model'),
    name: checkText('name'),
    stream: (value) => checkOption('stream', value, typeof value === 'boolean', 'true or false'),
    system: checkText('system'),
  });
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && !requestProblem({ url: value, method: 'POST' });
}

function writableProtocol(choice: ProtocolChoice): Protocol & { writer: Writer } {
  const protocol = findProtocol(choice);
  const { writer } = protocol;
  if (!writer) throw invalid('protocol', protocol.name, 'one with a writer');
  return { ...protocol, writer };
}

/** Decides what all requests have in common, by the options and the URL. */
function settingsOf(
  protocol: Protocol & { writer: Writer },
  planned: readonly PlannedResponse[],
  options: ChatCassetteOptions,
): WrittenRequest {
  const { model = 'synthetic', stream = true } = options;
  const url = options.url ?? protocol.writer.url(model, stream);
  if (options.url === undefined) checkPath(protocol, url);
  const responses = planned.map(({ response }) => response);
  const calls = responses.flatMap(callsOf);
  const ofApp = groupBy(
    calls.filter(({ providerExecuted }) => !providerExecuted),
    ({ name }) => name,
  );
  const settings: WrittenRequest = {
    url,
    model,
    stream,
    system: options.system,
    messages: planned[0]!.messages,
    tools: [...ofApp].map(([name, same]) => ({
      name,
      parameters: argumentSchema(same.map((call) => parseJson(argumentsText(call)))),
    })),
    serverTools: [
      ...new Set(calls.filter(({ providerExecuted }) => providerExecuted).map(({ name }) => name)),
    ],
    reasoning: responses.some(({ steps }) => steps.some((step) => step.reasoning.length > 0)),
    usage: responses.some(({ usage }) => usage !== undefined),
  };
  const said = protocol.readRequest(protocol.writer.writeRequest(settings), url);
  if (said?.stream !== undefined && said.stream !== stream && options.stream !== undefined) {
    throw invalid('stream', stream, `${said.stream}, as requests to ${url} say`);
  }
  if (options.url && options.model && said?.model !== undefined && said.model !== model) {
    throw invalid('model', model, `${JSON.stringify(said.model)}, as the URL says`);
  }
  return { ...settings, stream: said?.stream ?? stream, model: said?.model ?? model };
}

/** Checks that the protocol has the path of the default URL, where it has any. */
function checkPath({ name, paths }: Protocol, url: string): void {
  checkOption('url of the writer', url, isUrl(url), FULL_URL);
  const { pathname } = new URL(url);
  if (paths.length === 0 || paths.some((each) => each.test(pathname))) return;
  const why = {
    reason: `the default path, ${pathname}, is not among the paths of the protocol (${paths.join(', ')})`,
    hint: 'Set the option url to their full URL',
  };
  throw cannot('bad-option', `write requests of ${name}`, why);
}

/** Checks that the cassette will be read in its protocol. */
function checkUrl(first: Interaction, name: string): void {
  const found = protocolOf(first)?.name;
  if (found === undefined || found === name) return;
  throw invalid('url', first.request.url, `one of ${name}, since this is read as ${found}`);
}
