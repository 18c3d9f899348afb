import { expect, test } from 'vitest';
import { readCassette } from '../node/cassette-files.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { transcript } from '../protocols/transcript.ts';
import { bodyText } from '../wire/body.ts';
import { createReplay } from '../replay/replay.ts';
import { withoutMessageIds } from './without-message-ids.ts';

const own = readCassette('cassettes/handmade/ai-sdk-ui/client-tools.yaml');

test('UI messages lose their ids, and nothing else', () => {
  const [first] = withoutMessageIds(own).interactions;
  const recorded = own.interactions[0]!.response.body as string;
  expect(recorded).toContain('{"type":"start","messageId":"m2Ai7pScNf0gXd4e"}');
  expect(first!.response.body).toBe(recorded.replace(',"messageId":"m2Ai7pScNf0gXd4e"', ''));
  expect(transcript(withoutMessageIds(own)).turns).toEqual(transcript(own).turns);
  expect(own.interactions[0]!.response.body).toBe(recorded);
});

test('chunk sizes, which no longer fit, are dropped as well; event times stay', () => {
  const [first] = own.interactions;
  const response = { ...first!.response, chunk_sizes: [5], event_times: [1] };
  const changed = withoutMessageIds({ ...own, interactions: [{ ...first!, response }] });
  expect(changed.interactions[0]!.response).not.toHaveProperty('chunk_sizes');
  expect(changed.interactions[0]!.response.event_times).toEqual([1]);
});

test('a text that only looks like one, bytes and other protocols stay as they are', () => {
  const [first] = own.interactions;
  const response = { ...first!.response, body: 'data: {"type":"text","messageId":"a"}\n\n' };
  const bytes = { ...first!.response, body: { base64: '/w==' } };
  const chat = chatCassette([['Hi', 'data: {"type":"start","messageId":"a"}']]);
  const interactions = [
    { ...first!, response },
    { ...first!, response: bytes },
    ...chat.interactions,
  ];
  const cassette = { ...own, interactions };
  expect(withoutMessageIds(cassette)).toBe(cassette);
});

test.each([
  ['any', 'loses', 'data: {"type":"start"}\n\n'],
  ['order', 'keeps', 'data: {"type":"start","messageId":"m2Ai7pScNf0gXd4e"}\n\n'],
] as const)('a replay with match %j %s the ids of messages', (match, _does, raw) => {
  const replay = createReplay([own], { match });
  const { method, url, body } = own.interactions[0]!.request;
  const reply = replay.respond({ method, url, body: bodyText(body) });
  const [start] = 'delivery' in reply ? reply.delivery.events : [];
  expect(start!.raw).toBe(raw);
});
