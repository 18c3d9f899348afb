import { type ChatRequest, type ChatResponse, type Message, Ollama, type ToolCall } from 'ollama';
import { expect, test } from 'vitest';
import { bodyBytes, bodyText } from '../wire/body.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { ollamaChat } from './ollama-chat.ts';
import { readParts } from './transcript.ts';
import { foldParts } from './turn.ts';

const tapes = handmade('ollama');
const interactions = tapes.flatMap(([name, tape]) =>
  tape.interactions.map((interaction, at): [string, Interaction] => [`${name} ${at}`, interaction]),
);

const requestOf = ({ request }: Interaction) => JSON.parse(bodyText(request.body)) as ChatRequest;

/** Makes a client, answered with the recorded bytes; `sent` lists its requests. */
function clientOf(played: Interaction[]) {
  const sent: string[] = [];
  const client = new Ollama({
    fetch: async (_url, init) => {
      const { body, headers } = played[sent.length]!.response;
      sent.push(init!.body as string);
      return new Response(bodyBytes(body), {
        headers: { 'content-type': headers['Content-Type']![0]! },
      });
    },
  });
  return { client, sent };
}

/** Reads one answer with the client, and joins its chunks as its guide does. */
async function answerOf(client: Ollama, request: ChatRequest) {
  const answer = { content: '', thinking: '', tool_calls: [] as ToolCall[] };
  let last: ChatResponse | undefined;
  let error: string | undefined;
  try {
    const chunks =
      request.stream === false
        ? [await client.chat({ ...request, stream: false })]
        : await client.chat({ ...request, stream: true });
    for await (const chunk of chunks) {
      answer.content += chunk.message.content;
      answer.thinking += chunk.message.thinking ?? '';
      answer.tool_calls.push(...(chunk.message.tool_calls ?? []));
      last = chunk;
    }
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { answer, last, error };
}

test.each(interactions)('%s: reads the same turn as the client', async (_name, interaction) => {
  const { client } = clientOf([interaction]);
  const { answer, last, error } = await answerOf(client, requestOf(interaction));
  const turn = foldParts(readParts(ollamaChat, interaction.response).flat());
  expect(turn.text).toBe(answer.content);
  expect(turn.reasoning).toBe(answer.thinking);
  expect(turn.toolCalls.map((call) => [call.name, call.arguments])).toEqual(
    answer.tool_calls.map(({ function: { name, arguments: input } }) => [name, input]),
  );
  expect(turn.error).toBe(error);
  expect(turn.finish).toBe(last!.done_reason);
  expect(turn.usage).toEqual(
    last!.done
      ? { prompt_eval_count: last!.prompt_eval_count, eval_count: last!.eval_count }
      : undefined,
  );
});

test('tool-loop: matches the requests of the client, whose app runs the tools', async () => {
  const [, tape] = tapes.find(([name]) => name === 'tool-loop')!;
  const { client, sent } = clientOf(tape.interactions);
  const { tools = [] } = requestOf(tape.interactions[0]!);
  const messages: Message[] = [{ role: 'user', content: 'Add and multiply the numbers 2 and 3' }];
  for (const [at] of tape.interactions.entries()) {
    const { answer } = await answerOf(client, { model: 'qwen3:8b', messages, tools });
    messages.push({ role: 'assistant', ...answer });
    for (const { function: made } of answer.tool_calls) {
      const { a, b } = made.arguments as { a: number; b: number };
      const result = String(made.name === 'add' ? a + b : a * b);
      messages.push({ role: 'tool', tool_name: made.name, content: result });
    }
    const { system: _own, ...recorded } = ollamaChat.readRequest(
      requestOf(tape.interactions[at]!),
    )!;
    expect(ollamaChat.readRequest(JSON.parse(sent[at]!))).toEqual(recorded);
  }
  expect(sent).toHaveLength(2);
});
