import { asObject, boolean, compact, type JsonObject, objects, text } from '../../util/json.ts';
import { cannot } from '../../util/error.ts';
import type { Conversation } from '../conversation.ts';
import { openaiChat } from '../openai-chat.ts';
import { openaiChatWriter } from '../writers/openai-chat.ts';
import type { WrittenMessage, WrittenRequest } from '../writers/writer.ts';
import type { Problem } from './check-recordings.ts';
import type { ProtocolDeclaration } from './declaration.ts';
import { parsePath, valueAt, withValueAt } from '../../util/json-path.ts';

type Place = Pick<ProtocolDeclaration, 'messages' | 'question' | 'name'>;

/** The words for the two sides of a chat that back ends have besides `user` and `assistant`. */
const ROLES = new Map([
  ['human', 'user'],
  ['ai', 'assistant'],
  ['bot', 'assistant'],
]);

/** Names where requests have what the user says. */
export function requestPath({ messages = 'messages', question }: Place): string {
  return question ?? messages;
}

/** Creates what reads requests; undefined for one in which the user says nothing at the declared place. */
export function createRequestReader(place: Place): (body: unknown) => Conversation | undefined {
  const path = parsePath(requestPath(place));
  return (body) => {
    const found = valueAt(body, path);
    const sent = asObject(body);
    const common = { stream: boolean(sent['stream']), model: text(sent['model']) };
    if (place.question !== undefined) {
      const question = text(found);
      if (question === undefined) return undefined;
      const messages = [{ role: 'user' as const, text: question }];
      return compact({ messages, ...common, tools: [] as string[] });
    }
    const list = objects(found).map(messageOf);
    // Without one, all conversations would be equal: each request would find the first recording.
    if (!list.some(({ role }) => role === 'user')) return undefined;
    return openaiChat.readRequest({ ...common, tools: sent['tools'], messages: list });
  };
}

/** Says why a request is not read that has messages: by their roles. */
export function explainRoles(place: Place, body: unknown): Problem | undefined {
  const path = requestPath(place);
  const list = objects(valueAt(body, parsePath(path)));
  if (place.question !== undefined || list.length === 0) return undefined;
  const roles = new Set(list.flatMap((message) => JSON.stringify(roleOf(message)) ?? []));
  const found = roles.size === 0 ? 'They have no "role"' : `The roles are ${[...roles].join(', ')}`;
  return {
    reason: `no message at "${path}" has the role "user" or "human"`,
    hint: `${found}. Read such requests by code, with readRequest.`,
  };
}

/** Reads a message under the names of chat completions. */
function messageOf(message: JsonObject): JsonObject {
  const role = roleOf(message)?.toLowerCase() ?? '';
  const content = message['content'] ?? message['parts'] ?? message['text'];
  return { ...message, role: ROLES.get(role) ?? role, content };
}

function roleOf(message: JsonObject): string | undefined {
  return text(message['role'] ?? message['type']);
}

/** Creates what writes requests. */
export function createRequestWriter(place: Place): (request: WrittenRequest) => JsonObject {
  const path = parsePath(requestPath(place));
  return (request) => {
    if (place.question === undefined) {
      const { messages: list, tools } = openaiChatWriter.writeRequest({
        ...request,
        serverTools: [],
        messages: request.messages.map(withoutServerCalls),
      });
      return asObject(withValueAt(compact({ tools }), path, list));
    }
    const last = request.messages.at(-1)!;
    if (last.role !== 'user') {
      const why = {
        reason: 'it holds only the last question, so it cannot carry a tool result',
        hint: 'Set providerExecuted: true on the call',
      };
      throw cannot('bad-option', `write a request of ${place.name}`, why);
    }
    return asObject(withValueAt({}, path, last.text));
  };
}

/** Leaves out the calls that the app knows nothing of. */
function withoutServerCalls(message: WrittenMessage): WrittenMessage {
  if (message.role === 'user') return message;
  const steps = message.response.steps.map((step) => ({
    ...step,
    calls: step.calls.filter(({ providerExecuted }) => !providerExecuted),
  }));
  return { role: 'assistant', response: { ...message.response, steps } };
}
