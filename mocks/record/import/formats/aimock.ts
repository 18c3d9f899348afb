import { formatValue } from '../../../util/format-value.ts';
import {
  asObject,
  compact,
  isObject,
  type JsonObject,
  number,
  objects,
  text,
} from '../../../util/json.ts';
import { readEach } from '../exchange.ts';
import {
  type BuildInteraction,
  buildDocument,
  type ImportedAnswer,
  type ImportedConversation,
  type ImportedError,
} from './imported-conversation.ts';
import type { Importer } from '../importer.ts';
import { beginsLike, requireJson, type Source } from '../source.ts';
import { Unusable } from '../unusable.ts';

const DEFAULT_URL = 'https://api.openai.com/v1/chat/completions';

const NOTES = [
  'The fixtures hold no bytes of a provider: each answer is a generated JSON document of OpenAI chat completions, and its stream was not recorded.',
  'The requests are generated from what the fixtures match: aimock looks for a part of what the user says, a cassette for the whole.',
  'Latency, chunk size and faults of the fixtures are left out.',
];

/**
 * Fixtures of aimock: https://github.com/CopilotKit/aimock/blob/main/docs/fixtures/index.html . They say
 * what a model answers, not how it streams.
 */
export const aimock = {
  format: 'aimock',
  mismatch(source) {
    if (fixturesOf(source)) return undefined;
    if (source.json() !== undefined) return 'it has no list "fixtures"';
    return beginsLike(source, /^\s*\{\s*"fixtures"\s*:/) ? undefined : 'it is not JSON';
  },
  read: (source, { url = DEFAULT_URL }) => readFixtures(source, url, buildDocument),
} as const satisfies Importer;

function fixturesOf(source: Source): unknown[] | undefined {
  const fixtures = asObject(source.json())['fixtures'];
  return Array.isArray(fixtures) ? fixtures : undefined;
}

async function readFixtures(source: Source, url: string, build: BuildInteraction) {
  requireJson(source);
  const fixtures = (fixturesOf(source) ?? []).map(asObject);
  const found = await readEach(
    fixtures,
    () => ({ url, method: 'POST' }),
    (fixture) => ({ ...build(conversationOf(fixture, url)), notes: [] }),
  );
  return { ...found, notes: NOTES };
}

/** Keys of `match` that tell of earlier messages, which a fixture does not hold. */
const OF_EARLIER_MESSAGES = ['toolCallId', 'toolResultContains'];

/** @throws Unusable for a fixture that is not a first answer of a chat. */
function conversationOf(fixture: JsonObject, url: string): ImportedConversation {
  const match = asObject(fixture['match']);
  const { endpoint = 'chat', turnIndex = 0, hasToolResult = false } = match;
  if (endpoint !== 'chat') {
    throw new Unusable(`it answers ${formatValue(endpoint)}, not a chat`);
  }
  if (Array.isArray(fixture['events'])) throw new Unusable('its events are of AG-UI');
  const user = text(match['userMessage']);
  const isLater = turnIndex !== 0 || hasToolResult === true;
  if (isLater || OF_EARLIER_MESSAGES.some((key) => match[key] !== undefined)) {
    const whose = user === undefined ? 'it' : `the fixture for ${JSON.stringify(user)}`;
    throw new Unusable(`${whose} answers later messages, and does not hold those before`);
  }
  if (user === undefined) throw new Unusable('it does not say what the user says (userMessage)');
  const model = text(match['model']);
  return compact({ url, model, user, answer: answerOf(asObject(fixture['response'])) });
}

function answerOf(response: JsonObject): ImportedAnswer | ImportedError {
  const { error, content } = response;
  const status = number(response['status']) ?? 500;
  if (isObject(error)) {
    return { type: 'error', status, error };
  }
  const blocks = objects(response['blocks']);
  const calls = blocks.length > 0 ? blocks : objects(response['toolCalls']);
  const toolCalls = calls.flatMap((call) => {
    const name = text(call['name']);
    const argumentsText = textOf(call['arguments']) ?? '{}';
    return name === undefined ? [] : [compact({ id: text(call['id']), name, argumentsText })];
  });
  const spoken = blocks.flatMap((block) => text(block['text']) ?? []);
  const answer = spoken.length > 0 ? spoken.join('') : textOf(content);
  if (answer === undefined && toolCalls.length === 0) {
    throw new Unusable('its response has no text and no tool call');
  }
  const reasoning = text(response['reasoning']);
  const finish = text(response['finishReason']);
  return compact({ type: 'answer', text: answer, reasoning, toolCalls, finish });
}

/** Reads text, or JSON that aimock makes text of. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
}
