import { expect, test } from 'vitest';
import type { Transcript } from '../../protocols/transcript.ts';
import { findRepeatedCall } from './find-repeated-call.ts';

const call = { name: 'get_weather', argumentsText: '{"city":"Rome"}' };
const calling = (...toolCalls: (typeof call)[]): Transcript => ({
  turns: [
    { role: 'user', text: 'Please get weather of Rome.' },
    { role: 'assistant', text: '', reasoning: '', toolCalls },
  ],
});

test.each<[what: string, Transcript, text: string, times: number]>([
  ['as many cards as calls', calling(call, call), 'getweatherrome', 2],
  ['the name alone', calling(call), 'getweather', 2],
  ['another text', calling(call), 'rome', 2],
  ['what a turn says', calling(call), 'pleasegetweatherofrome', 2],
])('findRepeatedCall finds nothing in %s', (_what, transcript, text, times) => {
  expect(findRepeatedCall(transcript, [{ text, times }])).toBeUndefined();
});

test.each<[what: string, Transcript, times: number, words: string]>([
  [
    'two cards of one call',
    calling(call),
    2,
    '2 equal cards of the tool call get_weather, which was made once',
  ],
  ['three cards of two calls', calling(call, call), 3, 'made 2 times'],
])('findRepeatedCall finds %s', (_what, transcript, times, words) => {
  const repeated = [
    { text: 'other', times: 9 },
    { text: 'getweatherrome', times },
  ];
  expect(findRepeatedCall(transcript, repeated)).toContain(words);
});
