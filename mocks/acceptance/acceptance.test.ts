import { expect, test } from 'vitest';
import {
  ANTHROPIC_MESSAGES_BASES,
  ANTHROPIC_MESSAGES_CASES,
} from '../test/refused/anthropic-messages.ts';
import type { RefusedCase, TakenRequest } from '../test/refused/case.ts';
import {
  GOOGLE_GENERATIVE_BASES,
  GOOGLE_GENERATIVE_CASES,
} from '../test/refused/google-generative.ts';
import { OLLAMA_CHAT_BASES, OLLAMA_CHAT_CASES } from '../test/refused/ollama-chat.ts';
import { OPENAI_CHAT_BASES, OPENAI_CHAT_CASES } from '../test/refused/openai-chat.ts';
import {
  OPENAI_RESPONSES_BASES,
  OPENAI_RESPONSES_CASES,
} from '../test/refused/openai-responses.ts';
import { TAKEN_BY_OPENAI } from '../test/refused/taken-by-openai.ts';
import { TAKEN_BY_OTHERS } from '../test/refused/taken-by-others.ts';
import { ACCEPTANCE_RULES, judgedProtocol, refusalsOf } from './acceptance.ts';

const CASES = [
  ...OPENAI_CHAT_CASES,
  ...OPENAI_RESPONSES_CASES,
  ...ANTHROPIC_MESSAGES_CASES,
  ...GOOGLE_GENERATIVE_CASES,
  ...OLLAMA_CHAT_CASES,
];
const TAKEN = [
  ...OPENAI_CHAT_BASES,
  ...OPENAI_RESPONSES_BASES,
  ...ANTHROPIC_MESSAGES_BASES,
  ...GOOGLE_GENERATIVE_BASES,
  ...OLLAMA_CHAT_BASES,
];
const titled = (each: RefusedCase) => [`${each.protocol} refuses ${each.what}`, each] as const;

test.each(CASES.map(titled))('%s', (_title, { protocol, rule, path, request, responses }) => {
  expect(judgedProtocol(request)).toBe(protocol);
  const refusals = refusalsOf(request, { responses });
  expect(refusals.map((each) => [each.rule, each.path])).toEqual([[rule, path]]);
});

const named = ({ request, responses }: TakenRequest, at: number) =>
  [`${at + 1}, ${request.url}`, { request, responses }] as const;

test.each(TAKEN.map(named))('takes what is valid: %s', (_title, { request, responses }) => {
  expect(judgedProtocol(request)).toBeDefined();
  expect(refusalsOf(request, { responses })).toEqual([]);
});

test.each([...TAKEN_BY_OPENAI, ...TAKEN_BY_OTHERS])('takes %s', (_what, { request, responses }) => {
  expect(judgedProtocol(request)).toBeDefined();
  expect(refusalsOf(request, { responses })).toEqual([]);
});

test('has a case for each rule', () => {
  const idOf = (each: { protocol: string; rule: string }) => `${each.protocol} ${each.rule}`;
  const known = new Set(CASES.map(idOf));
  expect(ACCEPTANCE_RULES.map(idOf).filter((id) => !known.has(id))).toEqual([]);
  expect(CASES.length).toBeGreaterThanOrEqual(60);
});
