import { type AskedCall, type Conversation, giveResult, type Message } from './conversation.ts';
import { isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { objectReader } from './reader.ts';

/**
 * Google's `generateContent` and `streamGenerateContent`, which Gemini and Vertex AI share. There
 * is no end mark and calls are whole. The arguments that Vertex streams on request (`partialArgs`)
 * are not read: they give an error part.
 * Format: https://ai.google.dev/api/generate-content
 */
export const googleGenerative = {
  name: 'google-generative',
  /** Tuned models stand elsewhere: Gemini's under `tunedModels`, those of Vertex AI at endpoints. */
  paths: [/\/(?:models|tunedModels|endpoints)\/[^/]+:(?:streamG|g)enerateContent$/],
  begins: (first) => Array.isArray(first['candidates']),

  createReader: () => objectReader(chunkReader()),

  /** One response, or the array of chunks that a stream is without `alt=sse`. */
  readJson(body) {
    const chunks = list(body);
    if (chunks.length > 0) return chunks.flatMap(chunkReader());
    return [{ type: 'error', message: 'The response is not a JSON object' }];
  },

  errorEvent: (message) => ({
    data: JSON.stringify({ error: { code: 503, message, status: 'UNAVAILABLE' } }),
  }),

  readRequest(body, url) {
    if (!isObject(body)) return undefined;
    const { contents, tools } = body;
    if (!isObject(contents) && !Array.isArray(contents)) return undefined;
    const [, model, method] =
      /\/(?:models|tunedModels|endpoints)\/([^/?#]+):(\w+)(?:[?#]|$)/.exec(url) ?? [];
    const conversation: Conversation = {
      messages: readContents(list(contents)),
      stream: method === 'streamGenerateContent',
      ...(model !== undefined && { model }),
      tools: list(tools)
        .flatMap((tool) => list(field(tool, 'functionDeclarations')))
        .flatMap((declaration) => text(declaration['name']) ?? []),
    };
    return conversation;
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const readPart = partReader();
  return (chunk) => {
    const parts: Part[] = [];
    const candidate = objects(chunk['candidates']).find(({ index }) => (index ?? 0) === 0);
    const content = candidate?.['content'];
    if (isObject(content)) parts.push(...objects(content['parts']).flatMap(readPart));
    const feedback = chunk['promptFeedback'];
    const blocked = isObject(feedback) ? text(feedback['blockReason']) : undefined;
    if (blocked !== undefined) {
      parts.push({ type: 'error', message: `The prompt was blocked: ${blocked}` });
    }
    const reason = text(candidate?.['finishReason']) ?? blocked;
    if (reason !== undefined) parts.push({ type: 'finish', reason });
    const usage = chunk['usageMetadata'];
    if (isObject(usage)) parts.push({ type: 'usage', usage });
    const error = chunk['error'];
    if (isObject(error)) {
      parts.push({ type: 'error', message: text(error['message']) ?? JSON.stringify(error) });
    }
    return parts;
  };
}

/** Reads the parts of a response. Calls are told apart by their order: most have no id. */
function partReader(): (part: JsonObject) => Part[] {
  let calls = 0;
  let code: number | undefined;
  return (part) => {
    const call = readCall(part);
    if (call) {
      const { argumentsText, ...introduction } = call;
      const index = calls;
      calls += 1;
      if (call.server) code = index;
      const parts: Part[] = [{ type: 'tool-call', index, ...introduction }];
      if (argumentsText) parts.push({ type: 'tool-arguments', index, text: argumentsText });
      return parts;
    }
    const result = codeResult(part);
    if (result !== undefined) {
      return code === undefined ? [] : [{ type: 'tool-result', index: code, text: result }];
    }
    const streamed = part['functionCall'];
    if (isObject(streamed) && streamed['partialArgs'] !== undefined) {
      return [{ type: 'error', message: 'Arguments in pieces (partialArgs) cannot be read' }];
    }
    const said = text(part['text']);
    if (said === undefined) return [];
    return [{ type: part['thought'] === true ? 'reasoning' : 'text', text: said }];
  };
}

/** The call that a part makes: of a function, or of the code that the provider runs itself. */
function readCall(part: JsonObject): AskedCall | undefined {
  const called = field(part, 'functionCall');
  const code = field(part, 'executableCode');
  if (isObject(code)) {
    const argumentsText = JSON.stringify(code);
    return { name: 'code_execution', argumentsText, server: true };
  }
  const name = isObject(called) ? text(called['name']) : undefined;
  if (!isObject(called) || name === undefined) return undefined;
  const id = text(called['id']);
  const args = called['args'];
  return {
    ...(id !== undefined && { id }),
    name,
    argumentsText: isObject(args) ? JSON.stringify(args) : '',
  };
}

/** What the code gave: its output; where it has none, how it ended. */
function codeResult(part: JsonObject): string | undefined {
  const result = field(part, 'codeExecutionResult');
  if (!isObject(result)) return undefined;
  return text(result['output']) ?? text(result['outcome']) ?? '';
}

/** Model contents in a row are one message; results come in contents of the user or of no role. */
function readContents(contents: JsonObject[]): Message[] {
  const read: Message[] = [];
  let calls: AskedCall[] = [];
  let answer: Extract<Message, { role: 'assistant' }> | undefined;
  for (const content of contents) {
    const parts = list(content['parts']);
    if (content['role'] === 'model') {
      if (!answer) {
        answer = { role: 'assistant', text: '', toolCalls: [] };
        calls = answer.toolCalls;
        read.push(answer);
      }
      for (const part of parts) addAnswer(answer, part);
      continue;
    }
    answer = undefined;
    const asked = parts.filter((part) => !takeResult(calls, part));
    if (asked.length > 0) read.push({ role: 'user', text: asked.map(partText).join('') });
  }
  return read;
}

function addAnswer(answer: Extract<Message, { role: 'assistant' }>, part: JsonObject): void {
  const call = readCall(part);
  const result = codeResult(part);
  if (call) answer.toolCalls.push(call);
  else if (result !== undefined) {
    const code = answer.toolCalls.findLast(({ server }) => server);
    if (code) code.result = result;
  } else if (part['thought'] !== true) answer.text += text(part['text']) ?? '';
}

/** Gives a result to its call; false where the part is none. */
function takeResult(calls: AskedCall[], part: JsonObject): boolean {
  const given = field(part, 'functionResponse');
  if (!isObject(given)) return false;
  const name = text(given['name']);
  giveResult(calls, { id: text(given['id']), name }, resultText(given['response'], name));
  return true;
}

/**
 * A response must be an object, so SDKs put a result under `result`, `output` or `content`, some
 * beside the name of the function. A value that stands alone is the result.
 */
function resultText(response: unknown, name: string | undefined): string {
  if (!isObject(response)) return '';
  const [[key, value] = [], ...others] = Object.entries(response).filter(
    ([each, entry]) => each !== 'name' || entry !== name,
  );
  if (others.length === 0) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (key === 'result' || key === 'output' || key === 'content') return JSON.stringify(value);
  }
  return JSON.stringify(response);
}

/** What is not text is named by its kind, such as `[inlineData]`. */
function partText(part: JsonObject): string {
  return typeof part['text'] === 'string' ? part['text'] : `[${Object.keys(part)[0] ?? 'part'}]`;
}

/** Google takes a single object where a list belongs. */
function list(value: unknown): JsonObject[] {
  return isObject(value) ? [value] : objects(value);
}

/** Google takes both forms of a key: https://protobuf.dev/programming-guides/json/ */
function field(object: JsonObject, key: string): unknown {
  return object[key] ?? object[key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}
