import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENVELOPES } from '../test/own-envelopes.ts';
import { isObject } from '../util/json.ts';
import { chatCassette } from './chat-cassette.ts';
import { defineProtocol } from './define-protocol.ts';
import type { Exchange } from './plan-conversation.ts';
import { foldParts } from './turn.ts';
import { transcript } from './transcript.ts';

const all = Object.entries(ENVELOPES);

test.each(all)('reads %s', (_name, { declared, events, request, turn, question }) => {
  const protocol = defineProtocol(declared);
  const parts = events.flatMap(protocol.createReader());
  expect(foldParts(parts)).toEqual(turn);
  expect(protocol.readRequest(request, 'http://localhost/')?.messages.at(-1)).toEqual({
    role: 'user',
    text: question,
  });
});

test.each(all)('%s: reads any other event and request', (_name, { declared, events }) => {
  const protocol = defineProtocol(declared);
  const names = events.map(({ event }) => event);
  const data = fc.oneof(fc.string(), fc.json({ maxDepth: 3 }), changed(events));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), data), { maxLength: 6 }), (sent) => {
      const reader = protocol.createReader();
      const parts = sent.flatMap(([event, each]) =>
        reader({ raw: each, data: each, ...(event !== undefined && { event }) }),
      );
      const turn = foldParts(parts);
      expect(typeof turn.text).toBe('string');
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      protocol.readRequest(body, 'http://localhost/');
      protocol.readJson(body);
    }),
    { numRuns: 50 },
  );
});

test('reads roles in any case, and tells conversations apart by what the user says', () => {
  const protocol = defineProtocol({ name: 'own', text: 'say' });
  const messages = [
    { role: 'USER', content: 'Hi' },
    { role: 'Assistant', content: 'Hello' },
    { type: 'HUMAN', text: 'Bye' },
  ];
  expect(protocol.readRequest({ messages }, 'http://localhost/')?.messages).toEqual([
    { role: 'user', text: 'Hi' },
    { role: 'assistant', text: 'Hello', toolCalls: [] },
    { role: 'user', text: 'Bye' },
  ]);
  const others = { messages: [{ role: 'customer', content: 'Hi' }] };
  expect(protocol.readRequest(others, 'http://localhost/')).toBeUndefined();
});

test('calls the functions of code as methods of it', () => {
  class Own {
    name = 'own';
    readonly #say = 'Hi';
    createReader() {
      return () => [{ type: 'text' as const, text: this.#say }];
    }
    readRequest() {
      return { messages: [{ role: 'user' as const, text: this.#say }], tools: [] };
    }
    readJson() {
      return [{ type: 'text' as const, text: this.#say }];
    }
    errorEvent() {
      return { data: this.#say };
    }
  }
  const protocol = defineProtocol(new Own());
  const { errorEvent } = protocol;
  expect(protocol.createReader()({ raw: '' })).toEqual([{ type: 'text', text: 'Hi' }]);
  expect(protocol.readJson({})).toEqual([{ type: 'text', text: 'Hi' }]);
  expect(protocol.readRequest({}, '')?.messages).toEqual([{ role: 'user', text: 'Hi' }]);
  expect(errorEvent!('', { url: '', position: 0 })).toEqual({ data: 'Hi' });
});

test('reads whole arguments once though repeated, and fragments under the same key', () => {
  const toolCall = { id: 'call.id', name: 'call.name', arguments: 'call.args' };
  const protocol = defineProtocol({ name: 'own', text: 'say', toolCall });
  const calls = (...sent: object[]) => {
    const events = sent.map((call) => ({ raw: '', data: JSON.stringify({ call }) }));
    return foldParts(events.flatMap(protocol.createReader())).toolCalls;
  };
  const add = { id: 'a', name: 'add', argumentsText: '{"a":2}', arguments: { a: 2 } };
  const whole = { id: 'a', name: 'add', args: { a: 2 } };
  expect(calls({ id: 'a', name: 'add' }, whole, { ...whole, state: 'done' })).toEqual([add]);
  expect(calls({ id: 'a', name: 'add', args: '{"a"' }, { id: 'a', args: ':2}' })).toEqual([add]);
  expect(calls(whole, { ...whole, id: 7 })).toEqual([add, { ...add, id: '7' }]);
});

test('reads calls without ids by their order', () => {
  const protocol = defineProtocol({
    name: 'own',
    text: 'say',
    toolCall: { name: 'tool' },
    toolArguments: { path: 'args' },
    toolResult: { path: 'result' },
  });
  const events = [{ tool: 'add' }, { args: '{}' }, { result: 5 }, { tool: 'add' }, { result: [] }];
  const lines = events.map((each) => ({ raw: '', data: JSON.stringify(each) }));
  const call = { name: 'add', arguments: {}, providerExecuted: true };
  expect(foldParts(lines.flatMap(protocol.createReader())).toolCalls).toEqual([
    { ...call, argumentsText: '{}', result: '5' },
    { ...call, argumentsText: '', result: '[]' },
  ]);
});

/** Makes events with another value in one place. */
function changed(events: readonly { data?: string }[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...events), fc.nat({ max: 5 }), fc.jsonValue())
    .map(([{ data = '' }, at, value]) => {
      let json: unknown;
      try {
        json = JSON.parse(data);
      } catch {
        return data;
      }
      if (!isObject(json)) return data;
      const keys = Object.keys(json);
      return JSON.stringify({ ...json, [keys[at % Math.max(keys.length, 1)] ?? 'a']: value });
    });
}

const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), {
  minLength: 1,
  maxLength: 4,
});

test.each(all)('%s: reads what it has written', (_name, { declared }) => {
  const protocol = defineProtocol(declared);
  const isBackEnd = declared.toolResult !== undefined;
  fc.assert(
    fc.property(pieces, pieces, pieces, fc.json(), (question, reasoning, text, result) => {
      const call = {
        name: 'add',
        arguments: { a: 2 },
        result,
        ...(isBackEnd && { providerExecuted: true as const }),
      };
      const said = { text, ...(declared.reasoning && { reasoning }) };
      const answers = declared.toolCall ? [{ toolCalls: [call] }, said] : [said];
      const exchanges: Exchange[] = [
        [question.join(''), answers],
        [`${question.join('')}?`, text],
      ];
      const cassette = chatCassette(exchanges, { protocol });
      const { turns } = transcript(cassette, { protocol });
      const answered = turns.filter((turn) => turn.role === 'assistant');
      expect(turns.filter(({ role }) => role === 'user').map((turn) => turn.text)).toEqual([
        question.join(''),
        `${question.join('')}?`,
      ]);
      expect(answered.map((turn) => turn.text).join('')).toBe(text.join('') + text.join(''));
      if (declared.reasoning) {
        expect(answered.map((turn) => turn.reasoning).join('')).toBe(reasoning.join(''));
      }
      const calls = answered.flatMap(({ toolCalls }) => toolCalls);
      const expected = [{ name: 'add', argumentsText: '{"a":2}', result }];
      expect(calls).toMatchObject(declared.toolCall ? expected : []);
      expect(answered.at(-1)?.finish).toBe(declared.done && 'stop');
    }),
    { numRuns: 50 },
  );
});
