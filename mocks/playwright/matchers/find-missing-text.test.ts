import { expect, test } from 'vitest';
import type { AssistantTurn, Transcript } from '../../protocols/transcript.ts';
import { findMissingText } from './find-missing-text.ts';

const answer = (text: string, ...calls: string[]): AssistantTurn => ({
  role: 'assistant',
  text,
  reasoning: '',
  toolCalls: calls.map((name) => ({ name, argumentsText: '' })),
});
const transcript: Transcript = {
  turns: [
    { role: 'user', text: 'Add 2 and 3' },
    answer('Let me see.', 'add'),
    answer('The **sum** is:\n\n```js\n5\n```\nSee [here](https://example.com/x_y).'),
  ],
};

test.each([
  [
    'as it stands',
    'You\nAdd 2 and 3\nAssistant\nLet me see.\nadd Done\nThe sum is:\nCopy\n5\nSee here.',
  ],
  ['with the card before the text', 'Add 2 and 3 ADD let me see... the sum is 5 see here.'],
])('findMissingText finds nothing missing: %s', (_name, shown) => {
  expect(findMissingText(transcript, shown)).toBeUndefined();
});

test.each([
  ['nothing', '', 'turn 1, user: "Add 2 and 3"'],
  [
    'no card',
    'Add 2 and 3. Let me see. The sum is: 5 See here.',
    'turn 2, assistant: the name of the tool call add. If the UI has other words for it, pass { toolNames: false }',
  ],
  ['half the answer', 'Add 2 and 3. add Let me see. The sum is:', 'turn 3, assistant: "5"'],
  [
    'another order',
    'Let me see. add. The sum is 5 See here. Add 2 and 3',
    'turn 2, assistant: "Let me see."',
  ],
])('findMissingText names the first missing line: %s', (_name, shown, missing) => {
  expect(findMissingText(transcript, shown)).toBe(missing);
});

test('findMissingText misses nothing of an empty transcript', () => {
  expect(findMissingText({ turns: [answer('')] }, '')).toBeUndefined();
});

test.each([
  ['the exclamation mark', 'Done!', 'Done', 'turn 1, assistant: the "!" that ends "Done!"'],
  ['the full stop before a new line', 'Done.\n\nNext', 'Done\nNext', 'the "." that ends "Done."'],
  ['the mark within an emphasis', '**Really?**', 'Really', 'the "?" that ends "**Really?**"'],
  ['a mark that stands before the text', 'Done!', '! Done', 'the "!" that ends'],
])('findMissingText reports missing last characters: %s', (_name, text, shown, missing) => {
  expect(findMissingText({ turns: [answer(text)] }, shown)).toContain(missing);
});

test.each([
  ['a mark after a closing quote', 'He said "go!"', 'He said “go!”'],
  ['three dots as one character', 'Well...', 'Well…'],
  ['a mark in an address', 'See [it](https://example.com/?)', 'See it'],
  ['a mark in code', '```\nDone!\n```', 'Done'],
  ['a second one of two equal texts', 'Done!', 'Done Done!'],
  ['a line without a mark', 'Done', 'Done'],
  ['capitals that are written otherwise at the end of a word', 'ΟΔΟΣ!', 'οδος!'],
])('findMissingText finds nothing missing: %s', (_name, text, shown) => {
  expect(findMissingText({ turns: [answer(text)] }, shown)).toBeUndefined();
});

/** A turn that calls a tool, and the answer to its result. */
function called(argumentsText: string, result: string, text = ''): Transcript {
  const turn = answer('Let me look.');
  turn.toolCalls = [{ name: 'get_weather', argumentsText, result }];
  return { turns: [turn, answer(text)] };
}

test.each<[name: string, Transcript, shown: string]>([
  ['a value of it', called('{"city":"Rome"}', '{"temp":"40c","sky":"clear"}'), '40C'],
  ['a number', called('{}', '{"temp":40.5}'), '40.5°'],
  ['a line of a text', called('{}', 'It is hot.\nStay in.'), 'Stay in'],
  ['the beginning of a long value', called('{}', 'a'.repeat(500)), `${'a'.repeat(20)}…`],
  ['nothing, where it repeats the arguments', called('{"city":"Rome"}', '{"city":"Rome"}'), ''],
  ['nothing, where it is empty', called('{}', ''), ''],
])('findMissingText takes a result for shown by %s', (_name, transcriptOfCall, shown) => {
  const page = `Let me look. get_weather Rome ${shown}`;
  expect(findMissingText(transcriptOfCall, page)).toBeUndefined();
});

test.each<[name: string, Transcript, shown: string]>([
  ['is nowhere', called('{}', '{"temp":"40c"}'), ''],
  [
    'is shown by what repeats the arguments alone',
    called('{"city":"Rome"}', '{"city":"Rome","temp":"40c"}'),
    'Rome',
  ],
  ['is in the answer alone', called('{}', '{"temp":"40c"}', 'It has 40c.'), 'It has 40c.'],
])('findMissingText misses a result that %s', (_name, transcriptOfCall, shown) => {
  const page = `Let me look. get_weather ${shown}`;
  expect(findMissingText(transcriptOfCall, page)).toMatch(
    /^turn 1, assistant: the result of get_weather, .*toolResults: false/,
  );
  expect(findMissingText(transcriptOfCall, page, { toolResults: false })).toBeUndefined();
});

test('findMissingText leaves out the names of tools where the UI has other words for them', () => {
  const shown = 'Add 2 and 3. Let me see. The sum is: 5 See here.';
  const options = { toolNames: false, toolResults: false };
  expect(findMissingText(transcript, shown, options)).toBeUndefined();
});

test('findMissingText reports a result that comes before its call as missing', () => {
  const { turns } = called('{}', '{"temp":"40c"}');
  const later: Transcript = { turns: [answer('Hi.'), answer('Hello.'), ...turns] };
  const page = 'Hi. 40c Hello. Let me look. get_weather';
  expect(findMissingText(later, page)).toContain('the result of get_weather');
});
