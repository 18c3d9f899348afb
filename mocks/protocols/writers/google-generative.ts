import { invalid } from '../../util/check-options.ts';
import { compact, type JsonObject } from '../../util/json.ts';
import {
  argumentsObject,
  callsOf,
  NO_USAGE,
  resultText,
  type WrittenCall,
  type WrittenMessage,
  type WrittenRequest,
  type WrittenResponse,
  type WrittenStep,
  type Writer,
} from './writer.ts';

const API = 'https://generativelanguage.googleapis.com/v1beta/models';
/** Names of errors by status: https://cloud.google.com/apis/design/errors#handling_errors */
const ERRORS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};
/** The one tool that the provider runs. */
const CODE = 'code_execution';

/** Writes as Gemini does: https://ai.google.dev/api/generate-content */
export const googleGenerativeWriter: Writer = {
  url: (model, stream) =>
    `${API}/${encodeURIComponent(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  writeRequest,

  writeContent(response, { stream, model, url }) {
    const rest = { modelVersion: model, responseId: `response-${response.number}` };
    if (!stream) {
      const parts = response.steps.flatMap(partsOf);
      return { json: { ...chunkOf(parts, response, response.usage?.output), ...rest } };
    }
    const chunks = chunksOf(response).map((chunk) => ({ ...chunk, ...rest }));
    if (new URL(url).searchParams.get('alt') !== 'sse') return { json: chunks };
    return {
      mediaType: 'text/event-stream',
      events: chunks.map((chunk) => ({ data: JSON.stringify(chunk) })),
      lineEnd: '\r\n',
    };
  },

  writeError({ status, message }) {
    const name = ERRORS[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');
    return { json: { error: { code: status, message, status: name } } };
  },
};

function writeRequest(request: WrittenRequest): JsonObject {
  const { system, messages, tools, serverTools, reasoning } = request;
  const other = serverTools.find((name) => name !== CODE);
  if (other !== undefined) {
    const call = { name: other, providerExecuted: true };
    throw invalid('tool call', call, `no providerExecuted, which Google has for ${CODE} alone`);
  }
  const functionDeclarations = tools.map(({ name, parameters }) => ({
    name,
    description: `Runs ${name}.`,
    parameters,
  }));
  const all = [
    ...(functionDeclarations.length > 0 ? [{ functionDeclarations }] : []),
    ...(serverTools.length > 0 ? [{ codeExecution: {} }] : []),
  ];
  return compact({
    contents: messages.flatMap(contentsOf),
    systemInstruction: system === undefined ? undefined : { parts: [{ text: system }] },
    tools: all.length > 0 ? all : undefined,
    generationConfig: reasoning ? { thinkingConfig: { includeThoughts: true } } : undefined,
  });
}

function contentsOf(message: WrittenMessage): JsonObject[] {
  if (message.role === 'user') return [{ role: 'user', parts: [{ text: message.text }] }];
  const { response } = message;
  const parts = response.steps.flatMap((step) => joined(partsOf(step)));
  const results = callsOf(response)
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(({ id, name, result }) => ({
      functionResponse: compact({ id, name, response: { output: result } }),
    }));
  return [
    ...(parts.length > 0 ? [{ role: 'model', parts }] : []),
    ...(results.length > 0 ? [{ role: 'user', parts: results }] : []),
  ];
}

/** Lists the parts of a step, one a piece. */
function partsOf({ reasoning, text, calls }: WrittenStep): JsonObject[] {
  const first = calls.find(({ providerExecuted }) => !providerExecuted);
  return [
    ...reasoning.map((piece) => ({ text: piece, thought: true })),
    ...text.map((piece) => ({ text: piece })),
    ...calls.flatMap((call) =>
      call.providerExecuted ? codeParts(call) : [callPart(call, call === first)],
    ),
  ];
}

/**
 * Signs the first call of a step, which the app must send back so:
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function callPart(call: WrittenCall, isFirst: boolean): JsonObject {
  const { id, name } = call;
  const functionCall = compact({ id, name, args: argumentsObject(call) });
  return { functionCall, ...(isFirst && { thoughtSignature: btoa(`signature of ${name}`) }) };
}

function codeParts(call: WrittenCall): JsonObject[] {
  const code = { executableCode: argumentsObject(call) };
  if (call.result === undefined) return [code];
  const output = resultText(call.result);
  return [code, { codeExecutionResult: { outcome: 'OUTCOME_OK', output } }];
}

/** Joins pieces of the same text, as the app does that sends them back. */
function joined(parts: JsonObject[]): JsonObject[] {
  const all: JsonObject[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const isSame = typeof last?.['text'] === 'string' && last['thought'] === part['thought'];
    if (!isSame || typeof part['text'] !== 'string') all.push(part);
    else all[all.length - 1] = { ...last, text: `${String(last['text'])}${part['text']}` };
  }
  return all.filter(({ text }) => text !== '');
}

/** Counts more output with each chunk that is not a thought. The last one finishes the response. */
function chunksOf(response: WrittenResponse): JsonObject[] {
  const { steps, broken, usage = NO_USAGE } = response;
  const parts = steps.flatMap(partsOf);
  const counted = parts.filter(({ thought }) => thought !== true).length;
  let said = 0;
  const chunks = parts.map((part, at) => {
    if (part['thought'] !== true) said += 1;
    const isLast = at === parts.length - 1 && !broken;
    const output = isLast ? usage.output : Math.floor((usage.output * said) / Math.max(counted, 1));
    return chunkOf([part], response, said > 0 || isLast ? output : undefined, isLast);
  });
  return chunks.length > 0 || broken ? chunks : [chunkOf([], response, usage.output)];
}

function chunkOf(
  parts: JsonObject[],
  { finish = 'STOP', usage = NO_USAGE }: WrittenResponse,
  output: number | undefined,
  isLast = true,
): JsonObject {
  const content = compact({ parts: parts.length > 0 ? parts : undefined, role: 'model' });
  const candidate = compact({ content, finishReason: isLast ? finish : undefined, index: 0 });
  const usageMetadata = compact({
    promptTokenCount: usage.input,
    candidatesTokenCount: output ?? (isLast ? 0 : undefined),
    totalTokenCount: usage.input + (output ?? 0),
  });
  return { candidates: [candidate], usageMetadata };
}
