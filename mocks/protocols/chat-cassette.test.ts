import { describe, expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import { formatCassette } from '../cassette/format.ts';
import { parseCassette } from '../cassette/parse.ts';
import { createReplay } from '../replay/replay.ts';
import { ADDRESSES, type Address, CASES } from '../test/conversations.ts';
import { expectedTurns } from '../test/expected-turns.ts';
import { compact } from '../util/json.ts';
import { bodyBytes, bodyText } from '../wire/body.ts';
import { joinEvents } from '../wire/events.ts';
import { chatCassette } from './chat-cassette.ts';
import type { Exchange } from './plan-conversation.ts';
import { protocols, protocolOf } from './protocols.ts';
import { transcript } from './transcript.ts';

const rows = ADDRESSES.flatMap((address) =>
  CASES.filter(({ only }) => only?.includes(address.protocol) ?? true).map((each) => ({
    label: `${address.label}: ${each.what}`,
    address,
    exchanges: each.exchanges,
  })),
);

const cassetteOf = ({ protocol, url }: Address, exchanges: readonly Exchange[], stream?: false) =>
  chatCassette(exchanges, compact({ protocol, url, stream }));

/** Reads the transcript; that of turns with an error without what comes early or beside it. */
function turnsOf(cassette: Cassette): object[] {
  return transcript(cassette).turns.map((turn) => {
    if (turn.role === 'user' || turn.error === undefined) return turn;
    const { usage: _usage, finish: _finish, ...rest } = turn;
    return rest;
  });
}

test('every protocol is written', () => {
  const written = new Set(ADDRESSES.map(({ protocol }) => protocol));
  expect(written).toEqual(new Set(protocols.map(({ name }) => name)));
});

describe.each(rows)('$label', ({ address, exchanges }) => {
  const cassette = cassetteOf(address, exchanges);

  test('says what was put in', () => {
    expect(turnsOf(cassette)).toEqual(expectedTurns(address.protocol, exchanges));
  });

  test('is read in its protocol, and the same from YAML', () => {
    const names = cassette.interactions.map((each) => protocolOf(each)?.name);
    expect(new Set(names)).toEqual(new Set([address.protocol]));
    expect(parseCassette(formatCassette(cassette), { file: cassette.file! })).toEqual(cassette);
    for (const { response } of cassette.interactions) {
      expect(bodyBytes(joinEvents(eventsOf(response)))).toEqual(bodyBytes(response.body));
    }
  });

  test('is replayed in the order of the conversation, and is the same each time', () => {
    const again = cassetteOf(address, exchanges);
    expect(again).toEqual(cassette);
    const replay = createReplay([again]);
    for (const [at, { request }] of cassette.interactions.entries()) {
      const { method, url, body } = request;
      const reply = replay.respond({ method, url, body: bodyText(body) });
      expect(reply).toMatchObject({ recording: { number: at + 1 } });
    }
  });
});

const WHOLE = CASES.filter(({ what }) => !what.includes('error in the stream'));

describe.each(ADDRESSES.filter(({ protocol }) => protocol !== 'ai-sdk-ui'))(
  '$label, not streamed',
  (address) => {
    const whole = { ...address, url: address.wholeUrl ?? address.url };

    test.each(WHOLE.filter(({ only }) => only?.includes(address.protocol) ?? true))(
      'says what was put in: $what',
      ({ exchanges }) => {
        const cassette = cassetteOf(whole, exchanges, false);
        expect(turnsOf(cassette)).toEqual(expectedTurns(address.protocol, exchanges, true));
        for (const { response } of cassette.interactions) {
          expect(response.headers['Content-Type']).toEqual(['application/json']);
        }
        expect(parseCassette(formatCassette(cassette), { file: cassette.file! })).toEqual(cassette);
      },
    );
  },
);

// Ollama has no ids.
const withIds = ADDRESSES.filter(({ protocol }) => protocol !== 'ollama-chat');

test.each(withIds)('$label: ids are unique in a cassette', ({ protocol, url }) => {
  const call = { name: 'add', arguments: { a: 1 }, result: 2 };
  const loop = [{ toolCalls: [call, call] }, { toolCalls: [call] }, { text: 'Done' }];
  const exchanges: Exchange[] = [
    ['One', loop],
    ['Two', loop],
  ];
  const cassette = chatCassette(exchanges, compact({ protocol, url }));
  const bodies = cassette.interactions.map(({ response }) => {
    const datas = eventsOf(response).map(({ data }) => data);
    return JSON.stringify(datas);
  });
  expect(new Set(bodies).size).toBe(6);
  const ids = transcript(cassette).turns.flatMap((turn) =>
    turn.role === 'assistant' ? turn.toolCalls.flatMap(({ id }) => id ?? []) : [],
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect([0, 6]).toContain(ids.length);
});

test.each(ADDRESSES)('$label: takes model and ids as given', ({ protocol, url }) => {
  const named = /\/models?\//.test(url ?? '') ? {} : { model: 'model-b' };
  const toolCalls = [{ id: 'mine', name: 'add', arguments: { a: 1 }, result: 2 }];
  const exchanges: Exchange[] = [['Hi', [{ toolCalls }, { text: 'Yes' }]]];
  const cassette = chatCassette(exchanges, compact({ protocol, url, ...named, name: 'mine' }));
  expect(cassette.file).toBe('mine');
  expect(transcript(cassette).turns[1]).toMatchObject({ toolCalls: [{ id: 'mine' }] });
  const { request } = cassette.interactions[0]!;
  const said = protocolOf(cassette.interactions[0]!)!.readRequest(
    JSON.parse(bodyText(request.body)),
    request.url,
  )!;
  if (protocol !== 'ai-sdk-ui') {
    expect(said.model).toBe(named.model ?? 'model-a');
    expect(said.tools).toEqual(['add']);
  }
});

test.each(ADDRESSES.filter(({ protocol }) => protocol !== 'ai-sdk-ui'))(
  '$label: sends the system prompt with each request',
  ({ protocol, url }) => {
    const exchanges: Exchange[] = [
      ['Hi', 'Hello'],
      ['Bye', 'Good bye'],
    ];
    const { interactions } = chatCassette(exchanges, compact({ protocol, url, system: 'Be kind' }));
    const systems = interactions.map((each) => {
      const { body, url: to } = each.request;
      return protocolOf(each)!.readRequest(JSON.parse(bodyText(body)), to)!.system;
    });
    expect(systems).toEqual(['Be kind', 'Be kind']);
  },
);

test('a text among answers needs no object', () => {
  const call = { toolCalls: [{ name: 'add', arguments: '{}', result: 5 }] };
  const [short, long] = [
    [call, 'It is 5.'],
    [call, { text: 'It is 5.' }],
  ] as const;
  expect(chatCassette([['Add', short]])).toEqual(chatCassette([['Add', long]]));
  const pieces = chatCassette([['Add', [call, ['It ', 'is 5.']]]]);
  expect(pieces).toEqual(chatCassette([['Add', [call, { text: ['It ', 'is 5.'] }]]]));
});
