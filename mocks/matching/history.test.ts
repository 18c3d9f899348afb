import { describe, expect, test } from 'vitest';
import type { Cassette } from '../cassette/cassette.ts';
import { completionRequest, replaying } from '../test/replaying.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { createRecordingIndex, type MatchedRecording } from './recording-index.ts';

const assistant = { role: 'assistant', content: '' };
const first = [user('Hi')];
const second = [...first, assistant, user('More')];
const third = [...second, assistant, user('End')];

const answer = (messages: object[], text: string, more?: object) =>
  interaction(messages, streamOfText(text), more);
const turns = (name: string, more?: object) => [
  answer(first, `${name} 1`, more),
  answer(second, `${name} 2`),
  answer(third, `${name} 3`),
];
const again = (name: string, more?: object) => answer(second, `${name} 2, again`, more);

describe('a conversation continues with the cassette that answered the turn before', () => {
  test('if only the first turn differs', () => {
    const [a, b] = [turns('a'), turns('b')];
    const replay = replaying([
      cassette(a[0]!, ...a.slice(1)),
      cassette(answer(first, 'b 1', { model: 'b' }), ...b.slice(1)),
    ]);
    expect(replay.text(first, { model: 'b' })).toBe('b 1');
    expect([second, third].map((messages) => replay.text(messages))).toEqual(['b 2', 'b 3']);
    expect([first, second].map((messages) => replay.text(messages))).toEqual(['a 1', 'a 2']);
  });

  test('even if that answered it twice before it goes on', () => {
    const [, later] = turns('a'); // its own first turn was not recorded
    const replay = replaying([cassette(later!), cassette(...turns('b'))], { repeat: true });
    const asked = [first, first, second, third];
    expect(asked.map((each) => replay.text(each))).toEqual(['b 1', 'b 1', 'b 2', 'b 3']);
  });

  test('for several conversations in one cassette', () => {
    const replay = replaying(cassette(...turns('a'), ...turns('b')));
    const sent = [first, first, second, second, third, third];
    expect(sent.map((messages) => replay.text(messages))).toEqual([
      'a 1',
      'b 1',
      'a 2',
      'b 2',
      'a 3',
      'b 3',
    ]);
  });

  test('or, within one cassette, with the conversation that answered it', () => {
    const [a, b] = [turns('a'), turns('b')];
    const named = answer(first, 'b 1', { model: 'b' });
    const replay = replaying(cassette(...a, named, ...b.slice(1)));
    expect(replay.text(first, { model: 'b' })).toBe('b 1');
    expect(replay.text(second)).toBe('b 2');
  });

  test('even where the recording continues another answer of it', () => {
    const [a, b] = [turns('a'), turns('b')];
    const asked = (text: string, model: string) => answer(first, text, { model });
    const replay = replaying([
      cassette(...b),
      cassette(asked('a 1', 'a'), asked('a 1, again', 'c'), a[1]!),
    ]);
    expect(replay.text(first, { model: 'a' })).toBe('a 1');
    expect(replay.text(second)).toBe('a 2');
  });

  test('once it is known, where several answered the first turn', () => {
    const [a, b, z] = [turns('a'), turns('b'), turns('z')];
    const regenerated = again('a');
    const replay = replaying([cassette(a[0]!, a[1]!, regenerated), cassette(...b.slice(0, 2))]);
    const sent = [first, first, second, second];
    expect(sent.map((messages) => replay.text(messages))).toEqual(['a 1', 'b 1', 'a 2', 'b 2']);
    // A cassette that begins in the middle continues none of them.
    const other = replaying([cassette(a[0]!), cassette(z[1]!), cassette(b[0]!, b[1]!)]);
    expect([first, first, second].map((messages) => other.text(messages))[2]).toBe('z 2');
    const known = replaying([cassette(z[1]!), cassette(...a.slice(0, 2))]);
    expect([first, second].map((messages) => known.text(messages))).toEqual(['a 1', 'a 2']);
  });

  test('after a request was answered with a fault, and sent once more', () => {
    const [a, b] = [turns('a'), turns('b')];
    const named = (file: string, list: typeof a) => ({ ...cassette(...list), file });
    const faults = [
      { type: 'refused', cassette: 'a', interaction: 2 },
      { type: 'refused', cassette: 'a', interaction: 1 },
    ] as const;
    const replay = replaying([named('a.yaml', a), named('b.yaml', b)], { faults });
    const asked = [first, first, second, second, third];
    expect(asked.map((messages) => replay.text(messages))).toEqual(['', 'a 1', '', 'a 2', 'a 3']);
    // The refused request was no answer: the conversation is known all the same.
    const own = answer(first, 'a 1', { model: 'own' });
    const later = replaying([named('b.yaml', b), named('a.yaml', [own, a[1]!])], {
      faults: [{ type: 'refused', cassette: 'a', interaction: 1 }],
    });
    const texts = ['own', 'own'].map((model) => later.text(first, { model }));
    expect([...texts, later.text(second)]).toEqual(['', 'a 1', 'a 2']);
  });
});

describe('a request continues', () => {
  test('the only answer to the turn before, however often it is sent', () => {
    const other = cassette(...turns('b', { model: 'b' }), again('b'));
    const replay = replaying([cassette(...turns('a')), other]);
    expect(replay.text(first, { model: 'b' })).toBe('b 1');
    expect([second, second].map((sent) => replay.text(sent))).toEqual(['b 2', 'b 2, again']);
  });

  test('the last turn that was answered, where the app leaves one out', () => {
    const other = cassette(...turns('b', { model: 'b' }), answer(third, 'b 3, again'));
    const replay = replaying([cassette(...turns('a')), other]);
    expect(replay.text(first, { model: 'b' })).toBe('b 1');
    expect([third, third].map((sent) => replay.text(sent))).toEqual(['b 3', 'b 3, again']);
  });

  test('no answer of another cassette', () => {
    const middles = [cassette(turns('b')[1]!), cassette(turns('a')[0]!), cassette(turns('z')[1]!)];
    const replay = replaying(middles);
    expect([first, second].map((sent) => replay.text(sent))).toEqual(['a 1', 'b 2']);
  });

  test('none of several answers, where it is not known which', () => {
    const [a, b, z] = ['a', 'b', 'z'].map((name) => turns(name));
    const replay = replaying([cassette(a![0]!), cassette(...b!), cassette(z![1]!)]);
    const texts = [first, first, second].map((sent) => replay.text(sent));
    expect(texts).toEqual(['a 1', 'b 1', 'b 2']);
  });

  test('no answer to a request that it does not begin with', () => {
    const replay = replaying([cassette(...turns('a'), again('a')), cassette(...turns('b'))], {
      match: 'turn',
    });
    const sent = [first, first, [user('Bye'), assistant, user('More')], second];
    expect(sent.map((each) => replay.text(each))).toEqual(['a 1', 'b 1', 'a 2', 'a 2, again']);
  });

  test('no answer to a request that is not a conversation', () => {
    const url = 'https://api.example.com/v1/embeddings';
    const embeddings = answer([], 'no text');
    embeddings.request = { ...embeddings.request, url, body: '{"input":"Hi"}' };
    const { index, ask } = asking(
      cassette(embeddings, ...turns('a')),
      cassette(...turns('b', { model: 'b' })),
    );
    index.find({ method: 'POST', url, body: '{"input":"Hi"}' });
    expect(ask(first, { model: 'b' }).cassette.interactions).toHaveLength(3);
  });

  test('any of several answers once more, when the request that continued it is released', () => {
    const { index, ask } = asking(cassette(...turns('a')), cassette(...turns('b')));
    [first, first].forEach((sent) => ask(sent));
    const released = ask(second);
    index.release(released);
    expect(ask(second)).toBe(released);
  });

  test('none of several answers that are all continued, when one of two requests is released', () => {
    const regenerated = again('b');
    const { index, ask } = asking(
      cassette(...turns('b'), regenerated),
      cassette(...turns('a'), again('a', { model: 'a' })),
    );
    [first, first, second, second].forEach((sent) => ask(sent));
    index.release(ask(second, { model: 'a' }));
    expect(ask(second).interaction).toBe(regenerated);
  });
});

/** Creates an index, and finds its recordings. */
function asking(...cassettes: Cassette[]) {
  const index = createRecordingIndex(cassettes, {});
  const ask = (sent: object[], more?: object) =>
    (index.find(completionRequest(sent, more)) as MatchedRecording).recording;
  return { index, ask };
}
