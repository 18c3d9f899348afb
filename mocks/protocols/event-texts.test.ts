import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, bodyOf } from '../wire/body.ts';
import { streamOf } from '../test/samples.ts';
import { defineProtocol } from './define-protocol.ts';
import { readTexts, textPaths } from './event-texts.ts';
import { findTextTarget, isTextTarget, type Target } from './target.ts';

const response = (body: Body, type = 'text/event-stream') => ({
  code: 200,
  headers: { 'Content-Type': [type] },
  body,
});

const say = (text: string) => ({ type: 'token', of: { say: text } });
const flat = streamOf(say('Rather'), say(' wa'), { type: 'ping' }, say('rm'), { type: 'end' });

test.each<[string, Body, Target, number, number | undefined]>([
  ['a text across events', flat, { text: 'Rather warm' }, 0, 4],
  ['a pattern', flat, /WARM$/i, 0, 4],
  ['a pattern that remembers where it was', flat, /a/g, 0, 1],
  ['a text that has been sent', flat, /Rather/, 3, 3],
  ['a text that never comes', flat, /cold/, 0, undefined],
  ['an empty text', flat, { text: '' }, 0, 0],
  ['a text that two places have together', flat, /tokenRather/, 0, undefined],
  ['what is not a text', flat, 'text', 0, undefined],
  ['text that is not JSON', 'data: Rather\n\ndata:  21\n\ndata:  C\n\n', /Rather 21 C/, 0, 3],
  ['strings alone', 'data: "Rather"\n\n: ping\n\ndata: " warm"\n\n', /Rather warm/, 0, 2],
  [
    'entries of a list, whatever their index',
    streamOf([{ op: 1, value: 'Rather' }], [{ op: 2 }, { value: ' wa' }], [{ value: 'rm' }]),
    /Rather warm/,
    0,
    3,
  ],
  ['a text beside its kind', streamOf(['text', 'Rather'], ['text', ' warm']), /Rather warm/, 0, 2],
  ['a choice', streamOf({ choices: [{ delta: { content: 'Hi' } }] }), /Hi/, 0, 1],
  [
    'an event that is not complete',
    'data: {"say":"Hel"}\n\ndata: {"say":"lo"}',
    /Hello/,
    0,
    undefined,
  ],
])('finds %s', (_name, body, target, from, to) => {
  expect(findTextTarget(readTexts(response(body)), from, target)).toBe(to);
});

test('finds a text in one document and in lines', () => {
  const json = '{"answer":{"text":"Rather warm"}}';
  expect(findTextTarget(readTexts(response(json, 'application/json')), 0, /warm/)).toBe(1);
  const lines = '{"say":"Rather"}\n{"say":" warm"}\n';
  expect(findTextTarget(readTexts(response(lines, 'application/x-ndjson')), 0, /r warm/)).toBe(2);
  expect(findTextTarget(readTexts(response('Rather warm', 'text/plain')), 0, /warm/)).toBe(1);
});

test('names each text by a path that a protocol can be defined with', () => {
  const body = streamOf(
    { items: [{ say: 'Rather' }, { say: ' wa' }], kind: 'text' },
    { items: [{ say: 'rm' }] },
    ['text', 1],
  );
  const paths = textPaths(readTexts(response(body)));
  expect(paths).toEqual(['items[0].say', 'kind', '[0]']);
  for (const text of paths) expect(() => defineProtocol({ name: 'own', text })).not.toThrow();
});

test('tells texts from parts', () => {
  const targets: Target[] = [/a/, { text: 'a' }, 'text', { type: 'text', text: 'a' }];
  expect(targets.map(isTextTarget)).toEqual([true, true, false, false]);
});

test('reads any bytes', () => {
  const types = fc.constantFrom('text/event-stream', 'application/x-ndjson', 'application/json');
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 200 }), fc.json(), (type, bytes, json) => {
      readTexts(response(bodyOf(bytes), type));
      for (const [, text] of readTexts(response(`data: ${json}\n\n${json}\n`, type)).flat()) {
        expect(typeof text).toBe('string');
      }
    }),
  );
});

test('finds each text at the event that completes it, however it is split', () => {
  const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(pieces, (all) => {
      const events = all.map((text) => ({ of: { say: text } }));
      const texts = readTexts(response(streamOf(...events)));
      for (const at of all.keys()) {
        const text = all.slice(0, at + 1).join('');
        expect(findTextTarget(texts, 0, { text })).toBe(at + 1);
      }
    }),
    { numRuns: 50 },
  );
});
