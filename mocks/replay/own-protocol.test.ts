import { expect, test } from 'vitest';
import { parseCassette } from '../cassette/parse.ts';
import { defineProtocol } from '../protocols/define-protocol.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { transcript } from '../protocols/transcript.ts';
import { joinEvents } from '../wire/events.ts';
import { createReplay } from './replay.ts';

const protocol = defineProtocol({
  name: 'support-chat',
  mediaType: 'application/x-ndjson',
  text: 'delta.text',
  done: 'done',
  error: 'problem',
});
const url = 'http://localhost/api/chat';
const cassette = chatCassette(
  [
    ['Hi', ['Hello', ' there.']],
    ['And now?', 'Bye.'],
  ],
  { protocol, url, name: 'chat.yaml' },
);
const asked = (...texts: string[]) => ({
  method: 'POST',
  url,
  body: JSON.stringify({
    messages: texts.map((content, at) => ({ role: at % 2 ? 'assistant' : 'user', content })),
  }),
});

test('finds a recording by the conversation', () => {
  const replay = createReplay([cassette], { protocol });
  const second = replay.respond(asked('Hi', 'Anything', 'And now?'));
  expect('recording' in second && second.recording.number).toBe(2);
  const first = replay.respond(asked('Hi'));
  expect('recording' in first && first.recording.number).toBe(1);
});

test('explains a miss by what is said, although the request looks like that of a provider', () => {
  const answer = createReplay([cassette], { protocol }).respond(asked('Hello?'));
  const { miss } = answer as Extract<typeof answer, { miss: object }>;
  expect(miss.message).toContain('no recorded interaction matches this request.');
  expect(miss.received).toEqual(['1 user "Hello?"']);
  expect(miss.nearest?.differences).toHaveLength(1);
});

test('writes the interaction that would answer a miss in the same protocol', () => {
  const answer = createReplay([cassette], { protocol }).respond(asked('Hello?'));
  const { miss } = answer as Extract<typeof answer, { miss: object }>;
  const appended = parseCassette(`version: 2\ninteractions:\n${miss.append}`, { file: 'own.yaml' });
  const { turns } = transcript(appended, { protocol });
  expect(turns.map(({ text }) => text)).toEqual(['Hello?', 'Write the answer here.']);
});

test('answers a side call in the same protocol', () => {
  const replay = createReplay([cassette], { protocol, sideCalls: { title: 'A greeting' } });
  const answer = replay.respond(asked('Write a title for: Hi'));
  expect('sideCall' in answer && joinEvents(answer.delivery.events)).toBe(
    '{"delta":{"text":"A greeting"}}\n{"done":"stop"}\n',
  );
});

test('applies faults at parts and texts, and writes errors as declared', () => {
  const replay = createReplay([cassette], {
    protocol,
    faults: [{ type: 'error-event', message: 'Too busy', after: { text: 'Hello' } }],
  });
  const answer = replay.respond(asked('Hi'));
  expect('recording' in answer && joinEvents(answer.delivery.events)).toBe(
    '{"delta":{"text":"Hello"}}\n{"problem":"Too busy"}\n',
  );
});

test('finds the place of a fault by a text where no protocol reads the events', () => {
  const { interactions } = cassette;
  const elsewhere = interactions.map((each) => ({
    ...each,
    request: { ...each.request, url: 'http://localhost/own', body: '{"q":1}' },
  }));
  const replay = createReplay([{ version: 2, interactions: elsewhere }], {
    faults: [{ type: 'end', after: { text: 'Hello' } }],
  });
  const answer = replay.respond({ method: 'POST', url: 'http://localhost/own', body: '{"q":1}' });
  expect('recording' in answer && answer.delivery.events).toHaveLength(1);
});
