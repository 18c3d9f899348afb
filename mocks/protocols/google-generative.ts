import {
  type AssistantMessage,
  type CallInRequest,
  type Message,
  newAnswer,
  setResult,
  systemText,
} from './conversation.ts';
import { asObject, compact, isObject, type JsonObject, objects, text } from '../util/json.ts';
import type { Part } from './part.ts';
import type { Protocol } from './protocol.ts';
import { argumentsOf, callPart, errorPart, objectReader, readObject, partOf } from './reader.ts';
import { googleGenerativeWriter } from './writers/google-generative.ts';

/**
 * Google's `generateContent` and `streamGenerateContent`, shared by Gemini and Vertex AI. Streams have
 * no end mark, and calls are not split. Arguments that Vertex streams on request (`partialArgs`) are
 * not supported: they give an error part.
 * Format: https://ai.google.dev/api/generate-content
 */
export const googleGenerative = {
  name: 'google-generative',
  /** Includes tuned models: `tunedModels` of Gemini, `endpoints` of Vertex AI. */
  paths: [/\/(?:models|tunedModels|endpoints)\/[^/]+:(?:streamG|g)enerateContent$/],
  matchesFirst: (first) => Array.isArray(first['candidates']),

  createReader: () => objectReader(chunkReader()),

  /** Reads one response, or the array of chunks that Google sends without `alt=sse`. */
  readJson(body) {
    const chunks = list(body);
    return readObject(chunks[0], () => chunks.flatMap(chunkReader()));
  },

  errorEvent: (message) => ({
    data: JSON.stringify({ error: { code: 503, message, status: 'UNAVAILABLE' } }),
  }),

  writer: googleGenerativeWriter,

  readRequest(body, url) {
    if (!isObject(body)) return undefined;
    const { contents, tools } = body;
    if (!isObject(contents) && !Array.isArray(contents)) return undefined;
    const [, model, method] =
      /\/(?:models|tunedModels|endpoints)\/([^/?#]+):(\w+)(?:[?#]|$)/.exec(url) ?? [];
    const instruction = body['systemInstruction'] ?? body['system_instruction'];
    return compact({
      system: systemText(asObject(instruction)['parts']),
      messages: readContents(list(contents)),
      stream: method === 'streamGenerateContent',
      model,
      tools: list(tools)
        .flatMap((tool) => list(field(tool, 'functionDeclarations')))
        .flatMap((declaration) => text(declaration['name']) ?? []),
    });
  },
} as const satisfies Protocol;

/** Reads the chunks of one response in order. */
function chunkReader(): (chunk: JsonObject) => Part[] {
  const readPart = partReader();
  return (chunk) => {
    const candidate = objects(chunk['candidates']).find(({ index }) => (index ?? 0) === 0);
    const blocked = text(asObject(chunk['promptFeedback'])['blockReason']);
    const error = chunk['error'];
    return [
      ...objects(asObject(candidate?.['content'])['parts']).flatMap(readPart),
      ...(blocked === undefined ? [] : [errorPart(`The prompt was blocked: ${blocked}`)]),
      ...partOf('finish', text(candidate?.['finishReason']) ?? blocked),
      ...partOf('usage', chunk['usageMetadata']),
      ...(isObject(error) ? [errorPart(error)] : []),
    ];
  };
}

/** Reads the parts of a response. Indexes calls by their order: most have no id. */
function partReader(): (part: JsonObject) => Part[] {
  let calls = 0;
  let codeIndex: number | undefined;
  return (part) => {
    const call = readCall(part);
    if (call) {
      const index = calls++;
      if (call.providerExecuted) codeIndex = index;
      return [callPart(index, call), ...argumentsOf(index, call.argumentsText)];
    }
    const result = codeResult(part);
    if (result !== undefined) {
      return codeIndex === undefined
        ? []
        : [{ type: 'tool-result', index: codeIndex, text: result }];
    }
    if (asObject(part['functionCall'])['partialArgs'] !== undefined) {
      return [errorPart('Streamed arguments (partialArgs) are not supported')];
    }
    return partOf(part['thought'] === true ? 'reasoning' : 'text', part['text']);
  };
}

/** Reads the call of a part: of a function, or of code that the provider runs. */
function readCall(part: JsonObject): CallInRequest | undefined {
  const code = field(part, 'executableCode');
  if (isObject(code)) {
    return { name: 'code_execution', argumentsText: JSON.stringify(code), providerExecuted: true };
  }
  const called = asObject(field(part, 'functionCall'));
  const name = text(called['name']);
  if (name === undefined) return undefined;
  const args = called['args'];
  const argumentsText = isObject(args) ? JSON.stringify(args) : '';
  return compact({ id: text(called['id']), name, argumentsText });
}

/** Reads the result of code: its output, or else its outcome. */
function codeResult(part: JsonObject): string | undefined {
  const result = field(part, 'codeExecutionResult');
  if (!isObject(result)) return undefined;
  return text(result['output']) ?? text(result['outcome']) ?? '';
}

/** Joins consecutive model contents. Results come in contents of the user or without a role. */
function readContents(contents: JsonObject[]): Message[] {
  const read: Message[] = [];
  let answer = newAnswer();
  let previousRole: unknown;
  for (const { role, parts: content } of contents) {
    const parts = list(content);
    if (role === 'model') {
      if (previousRole !== role) read.push((answer = newAnswer()));
      for (const part of parts) addPart(answer, part);
    } else {
      const prompt = parts.filter((part) => !addResult(answer.toolCalls, part));
      if (prompt.length > 0) read.push({ role: 'user', text: prompt.map(partText).join('') });
    }
    previousRole = role;
  }
  return read;
}

function addPart(answer: AssistantMessage, part: JsonObject): void {
  const call = readCall(part);
  const result = codeResult(part);
  if (call) answer.toolCalls.push(call);
  else if (result !== undefined) {
    const code = answer.toolCalls.findLast(({ providerExecuted }) => providerExecuted);
    if (code) code.result = result;
  } else if (part['thought'] !== true) answer.text += text(part['text']) ?? '';
}

/** Sets the result of a part on its call; returns false if the part has none. */
function addResult(calls: CallInRequest[], part: JsonObject): boolean {
  const result = field(part, 'functionResponse');
  if (!isObject(result)) return false;
  const name = text(result['name']);
  setResult(calls, { id: text(result['id']), name }, resultText(result['response'], name));
  return true;
}

/**
 * Unwraps a result. Responses must be objects, so SDKs put the result under `result`, `output` or
 * `content`, some beside the name of the function.
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

/** Reads the text of a part; other parts give their kind, such as `[inlineData]`. */
function partText(part: JsonObject): string {
  return typeof part['text'] === 'string' ? part['text'] : `[${Object.keys(part)[0] ?? 'part'}]`;
}

/** Reads a list, or the single object that Google accepts instead. */
function list(value: unknown): JsonObject[] {
  return isObject(value) ? [value] : objects(value);
}

/** Reads a field by either form of its key: https://protobuf.dev/programming-guides/json/ */
function field(object: JsonObject, key: string): unknown {
  return object[key] ?? object[key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}
