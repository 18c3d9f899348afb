import { expect, test } from 'vitest';
import { recordingsOf } from '../../matching/recording.ts';
import { readCassette } from '../../node/cassette-files.ts';
import { type Json, taken } from '../../test/refused/case.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import type { Reply } from '../../replay/replay.ts';
import { copyRequest, toAppRequest } from '../../playhead/request-context.ts';
import type { StreamRecord } from '../../playhead/stream/stream.ts';
import { describeUnjudged, judgeRequests } from './judge-requests.ts';

/** Makes a request of the app of one that was recorded, its body changed. */
function sent(cassette: string, at: number, change: (body: Json) => void = () => {}): AppRequest {
  const request = structuredClone(taken(cassette, at).request);
  change(request.body);
  return { ...request, headers: {} };
}

const GROQ = 'groq/multi_tool_streaming.2025-09';
const first = sent(GROQ, 0);
const lost = sent(GROQ, 1, (body) => body.messages.splice(2, 1));
const elsewhere: AppRequest = {
  method: 'POST',
  url: 'http://a.test/api/chat',
  headers: {},
  body: {},
};

test('takes requests that the provider takes', () => {
  expect(judgeRequests([first, sent(GROQ, 1)])).toEqual({ refused: [], judged: 2, unjudged: [] });
});

test('names the request, the rule, the place, what is wrong, the sentence and the source', () => {
  const { refused } = judgeRequests([first, lost]);
  expect(refused).toHaveLength(1);
  for (const words of [
    'Request 2, POST /openai/v1/chat/completions\n',
    'result-without-call, at messages[2].tool_call_id\n',
    'has no call "functions.add:0".\n',
    "The provider says: Invalid parameter: messages with role 'tool'",
    'See https://github.com/',
  ]) {
    expect(refused[0]).toContain(words);
  }
});

test('passes over the rules that do not count', () => {
  expect(judgeRequests([lost], { except: ['result-without-call'] }).refused).toEqual([]);
  expect(judgeRequests([lost], { except: ['empty-text'] }).refused).toHaveLength(1);
});

test('counts what it cannot judge', () => {
  const judgement = judgeRequests([first, elsewhere]);
  expect(judgement).toMatchObject({ judged: 1, unjudged: ['Request 2, POST /api/chat'] });
  expect(describeUnjudged(judgement)).toMatch(/^1 of 2 requests .*\n {2}Request 2, POST/);
  expect(describeUnjudged(judgeRequests([first]))).toBeUndefined();
});

test.each<[what: string, requests: AppRequest[], words: string]>([
  ['no request', [], 'Wait for one first, with nextStream()'],
  ['none that it can judge', [elsewhere], 'no rules are known for their paths'],
])('refuses %s', (_what, requests, words) => {
  const judge = () => judgeRequests(requests);
  expect(judge).toThrow(words);
  expect(judge).toThrow(expect.objectContaining({ code: 'no-requests' }) as Error);
});

test.each<[what: string, requests: unknown, options: object, words: string]>([
  ['what is no list', undefined, {}, 'expected playhead.requests, got undefined'],
  ['what is no request', ['a'], {}, 'expected playhead.requests'],
  ['an unknown rule', [first], { except: ['empty-txt'] }, 'Did you mean "empty-text"?'],
  ['rules that are no list', [first], { except: 'empty-text' }, 'a list of names of rules'],
  ['an unknown option', [first], { expect: [] }, 'Unknown option "expect". Did you mean "except"?'],
])('refuses %s', (_what, requests, options, words) => {
  const judge = () => judgeRequests(requests as AppRequest[], options);
  expect(judge).toThrow(words);
  expect(judge).toThrow(expect.objectContaining({ code: 'bad-option' }) as Error);
});

/** Makes a request as a playhead gives it, which knows what has answered it. */
function answered(cassette: string, request: AppRequest): AppRequest {
  const recordings = recordingsOf([readCassette(`cassettes/${cassette}.yaml`)]);
  const streams = [{ mirror: { recording: recordings[0]! } }] as StreamRecord[];
  const reply = { recording: recordings[1]!, match: () => undefined } as unknown as Reply;
  const live = { ...request, body: JSON.stringify(request.body), fromWorker: false };
  return copyRequest(toAppRequest(live, { replay: { recordings }, reply, streams }));
}

test('compares signatures with those that the provider sent in this test', () => {
  const cassette = 'handmade/anthropic/tool-loop';
  const cut = (body: Json) => (body.messages[1].content[0].signature = 'EqoBCkgI');
  const known = answered(cassette, sent(cassette, 1, cut));
  expect(judgeRequests([known]).refused[0]).toContain('invalid-signature, at messages[1].content');
  expect(judgeRequests([sent(cassette, 1, cut)]).refused).toEqual([]);
});

test('judges by the rules of the provider that was recorded, whatever the address of the app', () => {
  const thinks = (body: Json) => (body.messages[2].reasoning_content = 'Two sums.');
  const local = {
    ...sent(GROQ, 1, thinks),
    url: 'http://127.0.0.1:4010/openai/v1/chat/completions',
  };
  expect(judgeRequests([local]).refused).toEqual([]);
  expect(judgeRequests([answered(GROQ, local)]).refused[0]).toContain('reasoning-content-sent');
});

test.each([
  ['the app talks to Ollama at another address', 'handmade/ollama/tool-loop', 1],
  ['the app has a back end at the path of Ollama', GROQ, 0],
])('tells whether %s', (_what, cassette, judged) => {
  const request = { ...sent(cassette, 1), url: 'http://localhost/api/chat' };
  expect(() => judgeRequests([request])).toThrow('no rules are known');
  const known = () => judgeRequests([first, answered(cassette, request)]).judged;
  expect(known()).toBe(1 + judged);
});
