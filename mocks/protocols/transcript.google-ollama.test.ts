import { expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { handmade } from '../test/handmade.ts';
import { eventsOf } from '../cassette/events.ts';
import { joinEvents } from '../wire/events.ts';
import { protocolOf } from './protocols.ts';
import { type AssistantTurn, transcript } from './transcript.ts';

const tapes = ['google', 'vertex-google', 'ollama'].flatMap((folder) =>
  handmade(folder).map(([name, tape]): [string, Cassette] => [`${folder}/${name}`, tape]),
);
const assistants = (tape: Cassette) =>
  transcript(tape).turns.filter((turn): turn is AssistantTurn => turn.role === 'assistant');
const answer = (name: string) => assistants(tapes.find(([each]) => each === name)![1]).at(-1)!;

/** An answer that a request sends back, read from its JSON without our readers. */
interface Resent {
  text: string;
  calls: { id?: string; name: string; arguments: unknown }[];
  results: unknown[];
}

interface GooglePart {
  text?: string;
  thought?: boolean;
  functionCall?: { id?: string; name: string; args: object };
  functionResponse?: { response: { output: string } };
}

function resentByGoogle(body: string): Resent {
  const { contents } = JSON.parse(body) as { contents: { role: string; parts: GooglePart[] }[] };
  const parts = contents.filter(({ role }) => role === 'model').flatMap((content) => content.parts);
  return {
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    calls: parts.flatMap(({ functionCall: made }) =>
      made ? [{ ...(made.id && { id: made.id }), name: made.name, arguments: made.args }] : [],
    ),
    results: contents
      .flatMap((content) => content.parts)
      .flatMap(({ functionResponse }) => functionResponse?.response.output ?? []),
  };
}

function resentByOllama(body: string): Resent {
  const { messages } = JSON.parse(body) as {
    messages: {
      role: string;
      content: string;
      tool_calls?: { function: { name: string; arguments: object } }[];
    }[];
  };
  const resent = messages.find(({ role }) => role === 'assistant')!;
  return {
    text: resent.content,
    calls: resent.tool_calls!.map((made) => made.function),
    results: messages.filter(({ role }) => role === 'tool').map(({ content }) => content),
  };
}

test.each(tapes)(
  '%s: has the protocol of its folder, and events that join to its body',
  (name, tape) => {
    for (const { request, response } of tape.interactions) {
      expect(protocolOf({ request, response })?.name).toBe(
        name.startsWith('ollama') ? 'ollama-chat' : 'google-generative',
      );
      const events = eventsOf(response);
      expect(joinEvents(events)).toBe(response.body);
      expect(events.some(({ incomplete }) => incomplete)).toBe(false);
    }
  },
);

test.each(tapes.filter(([, tape]) => tape.interactions.length > 1))(
  '%s: has the turn that the next request sends back',
  (name, tape) => {
    const body = bodyText(tape.interactions[1]!.request.body);
    const resent = name.startsWith('ollama') ? resentByOllama(body) : resentByGoogle(body);
    const [first, last] = assistants(tape);
    expect(first!.text).toBe(resent.text);
    expect(
      first!.toolCalls.map(({ id, name: called, arguments: input }) => ({
        ...(id !== undefined && { id }),
        name: called,
        arguments: input,
      })),
    ).toEqual(resent.calls);
    expect(first!.toolCalls.length).toBeGreaterThan(0);
    expect(first!.toolCalls.map(({ result }) => result)).toEqual(resent.results);
    expect(last).toMatchObject({ interactionIndex: 1, toolCalls: [] });
    expect(last!.text.length).toBeGreaterThan(15);
  },
);

test('shows the trait that each cassette is named for', () => {
  expect(answer('google/blocked')).toMatchObject({
    text: '',
    error: 'The prompt was blocked: PROHIBITED_CONTENT',
  });
  expect(answer('google/max-tokens').finish).toBe('MAX_TOKENS');
  expect(answer('google/no-parts-at-end')).toMatchObject({
    text: 'Mercury is the planet nearest to the sun.',
    finish: 'STOP',
  });
  expect(answer('google/not-streamed').text).toBe('Water boils at 100 °C at sea level.');
  expect(answer('ollama/error')).toMatchObject({
    text: 'The tides follow',
    error: 'an error was encountered while running the model: unexpected EOF',
  });
  expect(answer('ollama/json-lines')).toMatchObject({
    text: 'Three colours: red, green and violet.',
    finish: 'stop',
  });
  expect(answer('ollama/not-streamed').text).toBe('A spider has eight legs.');
  expect(answer('ollama/tool-loop').reasoning).toBe('Both results are here.');
});

test("reads CRLF line ends in Google's streams only", () => {
  for (const [name, tape] of tapes) {
    for (const { response } of tape.interactions) {
      const crlf = /google\//.test(name) && !name.includes('not-streamed');
      expect(bodyText(response.body).endsWith('\r\n\r\n'), name).toBe(crlf);
      if (crlf) expect(bodyText(response.body)).not.toMatch(/[^\r]\n/);
    }
  }
});
