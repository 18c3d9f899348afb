import { type Answer, type AnswerCall, isText } from '../protocols/answer.ts';
import type { Exchange } from '../protocols/plan-conversation.ts';
import type { ProtocolName } from '../protocols/protocols.ts';
import { compact } from '../util/json.ts';

/** What a provider says by itself. */
interface Words {
  end: string;
  calls: string;
  usage: (input: number, output: number) => object;
  /** Begins the ids that are generated. */
  id?: string;
  /** Comes between the steps of a response. */
  between?: string;
}

const WORDS: Record<ProtocolName, Words> = {
  'openai-chat': {
    end: 'stop',
    calls: 'tool_calls',
    usage: (input, output) => ({
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
    }),
    id: 'call',
  },
  'openai-responses': {
    end: 'completed',
    calls: 'completed',
    usage: (input, output) => ({
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    }),
    id: 'call',
  },
  'anthropic-messages': {
    end: 'end_turn',
    calls: 'tool_use',
    usage: (input, output) => ({ input_tokens: input, output_tokens: output }),
    id: 'toolu',
  },
  'google-generative': {
    end: 'STOP',
    calls: 'STOP',
    usage: (input, output) => ({
      promptTokenCount: input,
      candidatesTokenCount: output,
      totalTokenCount: input + output,
    }),
  },
  'ollama-chat': {
    end: 'stop',
    calls: 'stop',
    usage: (input, output) => ({ prompt_eval_count: input, eval_count: output }),
  },
  'ai-sdk-ui': {
    end: 'stop',
    calls: 'tool-calls',
    usage: (input, output) => ({
      inputTokens: input,
      outputTokens: output,
      totalTokens: input + output,
    }),
    id: 'call',
    between: '\n\n',
  },
};

/**
 * Says what the transcript of a synthetic conversation must be; that of turns with an error without finish and usage,
 * which comes early or not at all.
 * @param whole whether its answers do not stream
 */
export function expectedTurns(
  protocol: ProtocolName,
  exchanges: readonly Exchange[],
  whole = false,
): object[] {
  let number = 0;
  return exchanges.flatMap(([question, answer]) => {
    const groups = responsesOf(answer);
    const turns = groups.flatMap((steps, at): object[] => {
      number += 1;
      const { error } = steps.at(-1)!;
      if (typeof error === 'object') return [];
      const isSent = at < groups.length - 1;
      return [turnOf(protocol, steps, { number, isSent, whole })];
    });
    return [{ role: 'user', text: question }, ...turns];
  });
}

/** Lists what comes in each response. */
function responsesOf(answer: Exchange[1]): Answer[][] {
  const all = isText(answer) ? [{ text: answer }] : [answer].flat();
  const answers = all.map((each) => (isText(each) ? { text: each } : each));
  const groups: Answer[][] = [];
  let goesOn = false;
  for (const each of answers) {
    if (goesOn) groups.at(-1)!.push(each);
    else groups.push([each]);
    const { toolCalls = [] } = each;
    goesOn = toolCalls.length > 0 && toolCalls.every(({ providerExecuted }) => providerExecuted);
  }
  return groups;
}

interface Place {
  number: number;
  /** Whether the results of its calls are in the next request. */
  isSent: boolean;
  whole: boolean;
}

function turnOf(protocol: ProtocolName, steps: readonly Answer[], place: Place): object {
  const words = WORDS[protocol];
  const { error, finish, usage } = steps.at(-1)!;
  const calls = steps.flatMap(({ toolCalls = [] }) => toolCalls);
  const counts = words.usage(usage?.input ?? 0, usage?.output ?? 0);
  const isCounted =
    usage !== undefined ||
    (protocol !== 'ai-sdk-ui' && (protocol !== 'openai-chat' || place.whole));
  const normal = calls.some(({ providerExecuted }) => !providerExecuted) ? words.calls : words.end;
  const joined = (key: 'text' | 'reasoning') =>
    steps.map((step) => [step[key] ?? ''].flat().join('')).filter((each) => each !== '');
  return compact({
    role: 'assistant',
    interactionIndex: place.number - 1,
    text: joined('text').join(words.between ?? ''),
    reasoning: joined('reasoning').join('\n\n'),
    toolCalls: calls.map((call, at) => callOf(protocol, call, at, place)),
    finish: error === undefined ? (finish ?? normal) : undefined,
    usage: error === undefined && isCounted ? counts : undefined,
    error,
  });
}

function callOf(protocol: ProtocolName, call: AnswerCall, at: number, place: Place): object {
  const { id } = WORDS[protocol];
  const { providerExecuted, result } = call;
  const given = isText(call.arguments)
    ? [call.arguments].flat().join('')
    : JSON.stringify(call.arguments);
  // Some leave out the arguments of a call that has none.
  const isNone = protocol === 'anthropic-messages' && place.whole && given === '{}';
  const isKnown = result !== undefined && (providerExecuted || place.isSent);
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return compact({
    id: id === undefined ? undefined : `${id}_${place.number}_${at + 1}`,
    name: call.name,
    argumentsText: isNone ? '' : given,
    arguments: JSON.parse(given) as unknown,
    result: isKnown ? text : undefined,
    providerExecuted,
  });
}
