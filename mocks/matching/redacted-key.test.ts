import { describe, expect, test } from 'vitest';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { openaiChat } from '../protocols/openai-chat.ts';
import { requestChanges } from './changes.ts';
import { parseRequest } from './parsed-request.ts';
import { createRecordingIndex } from './recording-index.ts';
import type { Match } from './options.ts';
import { equalsRecordedKey } from './redacted-key.ts';

const RECORDED = 'Write to REDACTED_EMAIL_1 (or REDACTED_EMAIL_2).';
const recordedFor = (...texts: string[]) =>
  cassette(...texts.map((text) => interaction([user(text)], streamOfText('Done.'))));

const sent = (text: string) => {
  const { method, url, body } = interaction([user(text)], '').request;
  return { method, url, body: body as string };
};

describe('equalsRecordedKey', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['"x@a.example"', '"REDACTED_EMAIL_1"', true],
    [String.raw`"x\"@a.example"`, '"REDACTED_EMAIL_1"', true],
    ['""', '"REDACTED_EMAIL_1"', false],
    ['"x","y"', '"REDACTED_EMAIL_1"', false],
    ['"Hi x."', '"Hi REDACTED_EMAIL_1."', true],
    ['"Hi x.."', '"Hi REDACTED_EMAIL_1.?"', false],
    ['REDACTED_EMAIL_1', 'x', false],
    [String.raw`"a\\","b"`, '"aREDACTED_EMAIL_1,REDACTED_EMAIL_2"', false],
    [String.raw`"a\""`, '"REDACTED_EMAIL_1""', false],
    ['"a b a b c"', '"REDACTED_EMAIL_1 b REDACTED_EMAIL_2 c"', true],
    ['"a b c"', '"REDACTED_EMAIL_1 b REDACTED_EMAIL_2 c"', false],
    ['["a","b"]', '["REDACTED_EMAIL_1","REDACTED_EMAIL_2"]', true],
    ['["a","b","c"]', '["REDACTED_EMAIL_1","REDACTED_EMAIL_2"]', false],
  ])('%s is %s: %s', (key, recorded, equal) => {
    expect(equalsRecordedKey(key, recorded)).toBe(equal);
  });
});

test('a key of many alike parts costs no more than its length', () => {
  const row = (value: string) => String.raw`{\"email\":${value},\"role\":\"user\"}, `;
  const recorded = `"${row('REDACTED_EMAIL_1').repeat(30)}end"`;
  expect(equalsRecordedKey(`"${row('x').repeat(3000)}other"`, recorded)).toBe(false);
  expect(equalsRecordedKey(`"${row('x').repeat(3000)}end"`, recorded)).toBe(true);
});

describe('a request whose secrets were removed from the recording', () => {
  const find = (text: string, match: Match, ...texts: string[]) => {
    const found = createRecordingIndex([recordedFor(...texts)], { match }).find(sent(text));
    return 'miss' in found ? found.miss.message : found.recording.number;
  };
  const asked = RECORDED.replace('REDACTED_EMAIL_1', 'x@a.example').replace(
    'REDACTED_EMAIL_2',
    '"y"@b.example',
  );

  test.each<Match>(['conversation', 'turn', 'exact'])('is found by match: %s', (match) => {
    expect(find(asked, match, RECORDED)).toBe(1);
  });

  test('is found as it stands in the recording, too', () => {
    expect(find(RECORDED, 'conversation', RECORDED)).toBe(1);
  });

  test('finds a recording of just its words first', () => {
    expect(find(asked, 'conversation', RECORDED, asked)).toBe(2);
  });

  test('is missed with other words, and those are shown', () => {
    const message = find('Write to nobody.', 'conversation', RECORDED);
    expect(message).toContain('Write to nobody.');
    expect(message).toContain('REDACTED_EMAIL_1');
  });

  test('shows no difference in what was removed, where another message differs', () => {
    const recorded = cassette(interaction([user(RECORDED), user('A')], ''));
    const { request } = interaction([user(asked), user('B')], '');
    const found = createRecordingIndex([recorded], {}).find({
      ...request,
      body: request.body as string,
    });
    const fields = 'miss' in found && found.miss.nearest?.differences.map(({ field }) => field);
    expect(fields).toEqual(['message 2, text']);
  });
});

test('a removed secret is not a change, and the report of another change omits it', () => {
  const recording = parseRequest({ ...sent(`${RECORDED}\nShort.`), method: 'POST' }, openaiChat);
  const asked = RECORDED.replaceAll(/REDACTED_EMAIL_\d/g, 'x@corp.dev');
  const changesOf = (text: string) => {
    const { url, body } = sent(text);
    return requestChanges({ url, body: JSON.parse(body) }, recording);
  };
  expect(changesOf(`${asked}\nShort.`)).toEqual([]);
  const [change, ...others] = changesOf(`${asked}\nLong.`);
  expect(others).toEqual([]);
  expect(JSON.stringify(change)).not.toContain('corp.dev');
});
