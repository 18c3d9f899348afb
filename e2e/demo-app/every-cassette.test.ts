import type { Chunking } from 'playhead';
import { expect, test } from 'vitest';
import type { Conversation } from '../../demo-app/src/chat/conversation.ts';
import { cassettes, oneOfEachProvider, type Recorded } from '../support/cassettes.ts';
import { endsInCall, endsWell } from '../support/demo-app/last-turn.ts';
import { type RecordedSession, withSession } from '../support/demo-app/session.ts';

// Reads every cassette with the client libraries of the demo app, without a page.
// `every-cassette.spec.ts` looks at what a page draws of each kind.

/** Says what the client libraries of the demo app cannot show. */
const LIMITS = new Map([
  [
    'handmade/openai-chat/several-choices',
    'the AI SDK takes the choice that stands first, whatever its index, and never asks for several',
  ],
]);

for (const recorded of cassettes) {
  const limit = LIMITS.get(recorded.name);

  test(`${recorded.name} reads ${limit ? 'other than' : 'exactly as'} the transcript`, async () => {
    await withSession(recorded, {}, async (session) => {
      await converse(session, recorded);
      const { messages, failure } = session.shown();
      const { expected, shown } = compared(recorded, messages);
      if (limit) expect(shown, limit).not.toEqual(expected);
      else expect(shown).toEqual(expected);
      // The app has run the tool and asked once more, which was not recorded.
      if (endsInCall(recorded)) return;
      expect(failure === undefined, 'ends without a failure').toBe(endsWell(recorded));
      expect(session.requests()).toBe(recorded.cassette.interactions.length);
    });
  });
}

for (const recorded of oneOfEachProvider(cassettes)) {
  test.each<Chunking>([{ bytes: 1 }, { seed: 1 }])(
    `${recorded.name} reads the same in chunks of %j`,
    async (chunking) => {
      await withSession(recorded, { chunking }, async (session) => {
        await converse(session, recorded);
        const { expected, shown } = compared(recorded, session.shown().messages);
        expect(shown).toEqual(expected);
      });
    },
  );
}

/** Sends each recorded prompt, once more where the recording refuses. */
async function converse({ send, retry, requests }: RecordedSession, recorded: Recorded) {
  const { prompts, cassette } = recorded;
  const isRefused = () => {
    const last = cassette.interactions[requests() - 1];
    return last !== undefined && last.response.code >= 400;
  };
  for (const prompt of prompts) {
    await send(prompt);
    while (isRefused() && requests() < cassette.interactions.length) await retry();
  }
}

/** What is compared of a turn. */
interface Turn {
  role: 'user' | 'assistant';
  text: string;
  reasoning: string;
  calls: unknown[];
}

function recordedTurn(turn: Recorded['turns'][number]): Turn {
  if (turn.role === 'user') return { role: 'user', text: turn.text, reasoning: '', calls: [] };
  const { role, text, reasoning, toolCalls } = turn;
  const calls = toolCalls.map(({ name, providerExecuted, arguments: input, result }) =>
    // Each client has a shape of its own for what the provider ran itself.
    providerExecuted ? [name] : [name, input, result],
  );
  return { role, text, reasoning, calls };
}

function shownTurn(turn: Conversation['messages'][number], { answers }: Recorded): Turn {
  if (turn.role === 'user') return { role: 'user', text: turn.text, reasoning: '', calls: [] };
  const { role, text, reasoning } = turn;
  const recorded = answers.flatMap(({ toolCalls }) => toolCalls);
  const calls = turn.calls.map((call) => {
    const { name, status, input } = call;
    if (recorded.some((each) => each.providerExecuted && each.name === name)) return [name];
    return [name, JSON.parse(input || '{}'), status === 'done' ? call.result : undefined];
  });
  return { role, text, reasoning, calls };
}

function compared(recorded: Recorded, messages: Conversation['messages']) {
  return {
    expected: exchangesOf(recorded.turns.map(recordedTurn)),
    shown: exchangesOf(messages.map((each) => shownTurn(each, recorded))),
  };
}

/** Joins the turns of an answer: the app makes a turn of each step, the transcript of each response. */
function exchangesOf(turns: Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (turn.role === 'user' || last?.role !== 'assistant') joined.push(turn);
    else {
      joined[joined.length - 1] = {
        role: 'assistant',
        text: [last.text, turn.text].filter(Boolean).join('\n\n'),
        reasoning: [last.reasoning, turn.reasoning].filter(Boolean).join('\n\n'),
        calls: [...last.calls, ...turn.calls],
      };
    }
  }
  return joined.filter(({ text, reasoning, calls }) => text || reasoning || calls.length > 0);
}
