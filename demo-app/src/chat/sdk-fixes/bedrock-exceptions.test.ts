import { EventStreamCodec } from '@smithy/eventstream-codec';
import { expect, test } from 'vitest';
import { answering } from '../../test/answering.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const codec = new EventStreamCodec((bytes) => new TextDecoder().decode(bytes as Uint8Array), utf8);

/** Makes a frame of Amazon's framing. */
function encode(names: Record<string, string>, payload: string): Uint8Array {
  const headers = Object.entries({ ':content-type': 'application/json', ...names }).map(
    ([name, value]) => [name, { type: 'string', value }] as const,
  );
  return codec.encode({ headers: Object.fromEntries(headers), body: utf8(payload) });
}

function frame(document: string): Uint8Array {
  const names = { ':event-type': 'chunk', ':message-type': 'event' };
  return encode(names, JSON.stringify({ bytes: btoa(document) }));
}

/** Frames an exception of Bedrock itself: Amazon's frames have a form of their own for it. */
function bedrockException(payload: string): Uint8Array {
  const names = { ':exception-type': 'modelStreamErrorException', ':message-type': 'exception' };
  return encode(names, payload);
}

const HALF = 'Half an';
const usage = { input_tokens: 1, output_tokens: 1 };
const message = { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], usage };
const begun = [
  { type: 'message_start', message },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: HALF } },
].map((document) => frame(JSON.stringify(document)));
const overloaded = bedrockException('{"message":"too many tokens","originalStatusCode":529}');

const broken = (...frames: Uint8Array[]) =>
  new Response(new Blob(frames as BlobPart[]), {
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
  });

const CASES: [string, Response, string[], string][] = [
  [
    'after some text',
    broken(...begun, overloaded),
    [HALF],
    'The provider reported an error. Too many tokens. The partial answer is kept. Try again.',
  ],
  [
    'before anything',
    broken(overloaded),
    [],
    'The provider reported an error. Too many tokens. Try again.',
  ],
  [
    'that says nothing',
    broken(...begun, bedrockException('')),
    [HALF],
    'The provider reported an error. The partial answer is kept. Try again.',
  ],
  [
    'is not what cannot be read',
    broken(...begun, frame('{"type":"error","error":5}')),
    [HALF],
    'The provider sent an unreadable response. The partial answer is kept. Try again.',
  ],
];

test.each(CASES)('an exception of Bedrock %s', async (_name, response, kept, summary) => {
  const { conversation } = await answering('bedrock', [response]);
  expect(conversation.messages.slice(1).map((turn) => turn.text)).toEqual(kept);
  expect(conversation.failure).toEqual({ summary, details: undefined, again: { wait: 0 } });
});
