import { asObject } from '../util/json.ts';
import {
  type Finding as AnyFinding,
  findingIf,
  type JudgedRequest,
  placed,
  shown,
} from './refusal.ts';
import type { OLLAMA_CHAT_RULES } from './rules/ollama-chat.ts';

type Finding = AnyFinding<keyof typeof OLLAMA_CHAT_RULES>;

export function judgeOllamaChat({ body }: JudgedRequest): Finding[] {
  return placed(body['messages'], 'messages').flatMap(({ path, value }) => [
    ...findingIf(
      typeof value['content'] === 'object' && value['content'] !== null,
      'content-not-text',
      `${path}.content`,
      `The content is not a string: ${shown(value['content'])}.`,
    ),
    ...placed(value['tool_calls'], `${path}.tool_calls`).flatMap((call) => {
      const sent = asObject(call.value['function'])['arguments'];
      return findingIf(
        typeof sent === 'string',
        'arguments-as-text',
        `${call.path}.function.arguments`,
        `The arguments are a string; Ollama expects an object: ${shown(sent)}.`,
      );
    }),
  ]);
}
