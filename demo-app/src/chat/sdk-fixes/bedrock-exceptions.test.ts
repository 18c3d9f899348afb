import { expect, test } from 'vitest';
import { answering } from '../../test/answering.ts';
import { bedrockException, DIALECTS, HALF } from '../../test/dialects.ts';

const { contentType, half, frame } = DIALECTS['bedrock']!;
const begun = half.map((document) => frame(JSON.stringify(document)));
const overloaded = bedrockException('{"message":"too many tokens","originalStatusCode":529}');

const broken = (...frames: Uint8Array[]) =>
  new Response(new Blob(frames as BlobPart[]), { headers: { 'content-type': contentType } });

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
