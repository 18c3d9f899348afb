import { checkOption, invalid } from '../util/check-options.ts';
import { parseJson } from '../util/json.ts';
import { type Answer, type AnswerCall, checkAnswer, isText } from './answer.ts';
import type {
  WrittenCall,
  WrittenMessage,
  WrittenResponse,
  WrittenStep,
} from './writers/writer.ts';

/**
 * A question, and its answer: the text, whole or in the pieces that stream one by one; all that is
 * said in one response; or, for a tool loop, one answer after another, each but the last with calls. A
 * text among such answers may be a string or its pieces, too.
 */
export type Exchange = readonly [
  question: string,
  answer: string | readonly string[] | Answer | readonly (string | readonly string[] | Answer)[],
];

/** One request, and the response to it. */
export interface PlannedResponse {
  messages: readonly WrittenMessage[];
  response: WrittenResponse;
  error: Answer['error'];
}

/**
 * Plans the requests of a conversation, each with all the messages before it.
 * @param callId begins the ids of calls; undefined for calls without ids
 * @throws PlayheadError `bad-option` for an invalid answer, or one after which no conversation can continue.
 */
export function planConversation(
  exchanges: readonly Exchange[],
  callId: string | undefined,
): PlannedResponse[] {
  if (!Array.isArray(exchanges) || exchanges.length === 0) {
    throw invalid('exchanges', exchanges, 'a list of [question, answer], at least one');
  }
  const planned: PlannedResponse[] = [];
  const messages: WrittenMessage[] = [];
  for (const [at, exchange] of (exchanges as readonly Exchange[]).entries()) {
    const [question, answers] = readExchange(exchange);
    messages.push({ role: 'user', number: at + 1, text: question });
    const responses = groupAnswers(answers);
    for (const [turn, steps] of responses.entries()) {
      const isAnswered = turn < responses.length - 1;
      checkResults(steps, isAnswered, isAnswered || at < exchanges.length - 1);
      const { error } = steps.at(-1)!;
      const response = responseOf(steps, planned.length + 1, callId);
      planned.push({ messages: [...messages], response, error });
      if (error === undefined) messages.push({ role: 'assistant', response });
    }
  }
  return planned;
}

function readExchange(exchange: unknown): [question: string, answers: Answer[]] {
  if (!Array.isArray(exchange) || exchange.length !== 2) {
    throw invalid('exchange', exchange, '[question, answer]');
  }
  const [question, answer] = exchange as unknown[];
  checkOption(
    'question',
    question,
    typeof question === 'string' && question !== '',
    'a non-empty string',
  );
  const answers = isText(answer)
    ? [{ text: answer }]
    : [answer].flat().map((each) => (isText(each) ? { text: each } : each));
  for (const each of answers) checkAnswer(each);
  return [question as string, answers as Answer[]];
}

/** Joins what comes in one response: the provider goes on by itself after the tools that it runs. */
function groupAnswers(answers: readonly Answer[]): Answer[][] {
  const groups: Answer[][] = [[]];
  for (const [at, answer] of answers.entries()) {
    const { error, toolCalls = [] } = answer;
    groups.at(-1)!.push(answer);
    if (at === answers.length - 1) break;
    if (error !== undefined || toolCalls.some(({ providerExecuted }) => !providerExecuted))
      groups.push([]);
    else if (toolCalls.length === 0) {
      throw invalid('answer', answer, 'tool calls or an error, since another answer follows');
    } else if (answer.finish !== undefined || answer.usage !== undefined) {
      const expected = 'no finish and no usage, since the next answer goes on in the same response';
      throw invalid('answer', answer, expected);
    }
  }
  return groups;
}

/**
 * Checks that each result of the app can be sent, and that none is missing where the conversation
 * goes on: providers refuse such requests.
 */
function checkResults(steps: readonly Answer[], isAnswered: boolean, goesOn: boolean): void {
  const { error, finish, usage } = steps.at(-1)!;
  if (typeof error === 'string' && (finish !== undefined || usage !== undefined)) {
    const expected = 'no finish and no usage beside an error, which comes before them';
    throw invalid('answer', steps.at(-1), expected);
  }
  for (const call of steps.flatMap(({ toolCalls = [] }) => toolCalls)) {
    if (call.providerExecuted) continue;
    const isSent = error === undefined && isAnswered;
    if (call.result !== undefined && !isSent) {
      const expected = 'none, or an answer after it in the same exchange, whose request sends it';
      throw invalid(`result of ${call.name}`, call.result, expected);
    }
    if (call.result === undefined && error === undefined && goesOn) {
      const expected = 'one, since the conversation goes on';
      throw invalid(`result of ${call.name}`, call.result, expected);
    }
  }
}

function responseOf(
  answers: readonly Answer[],
  number: number,
  callId: string | undefined,
): WrittenResponse {
  const { usage, finish, error } = answers.at(-1)!;
  let calls = 0;
  const nextId = () => (callId === undefined ? undefined : `${callId}_${number}_${++calls}`);
  const steps = answers.map(({ reasoning, text, toolCalls = [] }): WrittenStep => ({
    reasoning: piecesOf(reasoning),
    text: piecesOf(text),
    calls: toolCalls.map((call) => callOf(call, nextId())),
  }));
  return { number, steps, usage, finish, broken: error !== undefined };
}

/** Plans a response of one text, which is not a part of a conversation. */
export function textResponse(text: string): WrittenResponse {
  return responseOf([{ text }], 0, undefined);
}

function callOf(call: AnswerCall, id: string | undefined): WrittenCall {
  const { name, result, providerExecuted = false } = call;
  const fragments = isText(call.arguments)
    ? piecesOf(call.arguments)
    : [jsonOf(`arguments of ${name}`, call.arguments)];
  if (result !== undefined) jsonOf(`result of ${name}`, result);
  return { id: call.id ?? id, name, fragments, result, providerExecuted };
}

function piecesOf(text: string | readonly string[] = []): readonly string[] {
  return text === '' ? [] : [text].flat();
}

function jsonOf(thing: string, value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch {
    // circular, or too large a number
  }
  if (json === undefined || parseJson(json) === undefined) throw invalid(thing, value, 'JSON');
  return json;
}
