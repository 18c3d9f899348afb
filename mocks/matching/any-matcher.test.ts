import { expect, test } from 'vitest';
import { bodyText } from '../wire/body.ts';
import { createReplay } from '../replay/replay.ts';
import { completionRequest, replaying } from '../test/replaying.ts';
import {
  call,
  cassette,
  chunk,
  interaction,
  recorded,
  streamOf,
  streamOfText,
  user,
} from '../test/samples.ts';

const assistant = (content: string) => ({ role: 'assistant', content });
const DEV = { match: 'any', repeat: true } as const;

/** A call of a tool and its result, as an app sends them back. */
const ran = (tool: string, id: string | undefined, result = 'live') => [
  {
    role: 'assistant',
    tool_calls: [{ id, type: 'function', function: { name: tool, arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: id, content: result },
];

/** A question that is answered by a call of a tool, and then in words. */
function loop(tool: string, id = tool) {
  const calls = streamOf(
    chunk({ content: `calls ${id}` }),
    chunk({ tool_calls: [call(0, id, tool, '{}')] }),
  );
  return cassette(
    interaction([user(tool)], calls),
    interaction([user(tool), ...ran(tool, id, 'recorded')], streamOfText(`after ${id}`)),
  );
}

const words = (...answers: string[]) =>
  cassette(...answers.map((text) => interaction([user(text)], streamOfText(text))));

test('a question gets the next answer to a question, over and over', () => {
  const replay = replaying([words('one', 'two'), loop('add')], DEV);
  const texts = ['a', 'b', 'c', 'd', 'e'].map((text) => replay.text(text));
  expect(texts).toEqual(['one', 'two', 'calls add', 'one', 'two']);
});

test('a question after an answer that was stopped never gets the rest of it', () => {
  const replay = replaying([loop('add'), words('one')], DEV);
  const texts = ['a', 'a', 'a', 'b'].map((text) => replay.text(text));
  expect(texts).toEqual(['calls add', 'one', 'calls add', 'one']);
});

test('a result gets what followed its call, each time, whatever it is', () => {
  const replay = replaying([loop('add', 'one'), loop('add', 'two')], DEV);
  for (const turn of [1, 2, 3]) {
    const question = user(`question ${turn}`);
    expect(replay.text([question])).toBe('calls one');
    expect(replay.text([question, ...ran('add', undefined, `live ${turn}`)])).toBe('after one');
    expect(replay.text('stopped')).toBe('calls two'); // so what follows is still to be played
  }
});

test('the second question of a chat is answered, and its tools too', () => {
  const replay = replaying([loop('add'), loop('weather')], DEV);
  const chat = [user('a'), ...ran('add', 'add'), assistant('after add'), user('b')];
  expect(replay.text(chat.slice(0, 1))).toBe('calls add');
  expect(replay.text(chat.slice(0, 3))).toBe('after add');
  expect(replay.text(chat)).toBe('calls weather');
  expect(replay.text([...chat, ...ran('weather', 'weather')])).toBe('after weather');
});

test('a conversation of several questions goes on in its order, in each chat', () => {
  const second = interaction([user('1'), assistant('one'), user('2')], streamOfText('two'));
  const chat = cassette(interaction([user('1')], streamOfText('one')), second);
  const replay = replaying([chat, words('other')], DEV);
  const next = [assistant('one'), user('b')];
  for (const question of ['a', 'c', 'e'].map(user)) {
    expect(replay.text([question])).toBe('one');
    expect(replay.text([question, ...next])).toBe('two');
    expect(replay.text('other')).toBe('other');
  }
  const third = [user('e'), ...next, assistant('two'), user('d')];
  expect(['one', 'other']).toContain(replay.text(third));
});

test('a new chat never begins in the middle of a conversation', () => {
  const second = interaction([user('1'), assistant('one'), user('2')], streamOfText('two'));
  const replay = replaying(cassette(...words('one').interactions, second), DEV);
  expect(['a', 'b', 'c'].map((text) => replay.text(text))).toEqual(['one', 'one', 'one']);
});

test('a question that was recorded after a call is no answer to its result', () => {
  const [calls] = loop('add', 'one').interactions;
  const next = interaction([user('add'), assistant('calls one'), user('b')], streamOfText('next'));
  const replay = replaying([cassette(calls!, next), loop('add', 'two')], DEV);
  expect(replay.text('a')).toBe('calls one');
  expect(replay.text([user('a'), ...ran('add', undefined)])).toBe('after two');
});

test('several calls in a row are answered one after the other', () => {
  const { interactions } = loop('add');
  const twice = interaction(
    [user('add'), ...ran('add', 'add'), ...ran('add', 'again')],
    streamOfText('after both'),
  );
  const replay = replaying([cassette(...interactions, twice), loop('add', 'other')], DEV);
  const chat = [user('a'), ...ran('add', undefined), ...ran('add', undefined)];
  expect(replay.text(chat.slice(0, 1))).toBe('calls add');
  expect(replay.text(chat.slice(0, 3))).toBe('after add');
  expect(replay.text(chat)).toBe('after both');
});

test('two chats at once keep their tools apart', () => {
  const replay = replaying([loop('add', 'one'), loop('add', 'two')], DEV);
  expect([replay.text('a'), replay.text('b')]).toEqual(['calls one', 'calls two']);
  expect(replay.text([user('b'), ...ran('add', undefined)])).toBe('after two');
  expect(replay.text([user('a'), ...ran('add', undefined)])).toBe('after one');
});

test('a chat that began before a reload goes on by the ids of its calls, else by their names', () => {
  const loops = [loop('add', 'one'), loop('add', 'two'), loop('weather', 'three')];
  const replay = replaying(loops, DEV);
  const chat = [user('a'), ...ran('add', 'two')];
  expect([replay.text(chat), replay.text(chat)]).toEqual(['after two', 'after two']);
  expect(replay.text([user('a'), ...ran('weather', undefined)])).toBe('after three');
});

test('a request for a document gets no stream', () => {
  const replay = replaying([words('streamed')], DEV);
  const { nearest } = replay.miss('a', { stream: false });
  expect(nearest?.differences).toEqual([{ field: 'stream', received: 'false', recorded: 'true' }]);
  expect(replay.text('a', { stream: undefined })).toBe('streamed');
});

test('a call that is still to be run is no result', () => {
  const replay = replaying([loop('add')], DEV);
  expect(replay.text([user('a'), ran('add', 'add')[0]!])).toBe('calls add');
});

test('a result of a tool that no recording calls is a miss, which says so', () => {
  const replay = replaying([loop('add')], DEV);
  const { message, nearest } = replay.miss([user('a'), ...ran('weather', 'w')]);
  expect(message).toContain("no recorded interaction matches this request by match: 'any'");
  expect(nearest?.differences).toEqual([
    { field: 'the end', received: 'results of weather', recorded: 'results of add' },
  ]);
});

test('without repeat each is played once', () => {
  const replay = replaying([words('one')], { match: 'any' });
  expect([replay.text('a'), replay.text('b')]).toEqual(['one', 'miss']);
  expect(replay.miss('c').message).toContain('already been played');
});

test('a recording that is released is played again', () => {
  const replay = createReplay([words('one', 'two', 'three')], { match: 'any' });
  const next = () => {
    const reply = replay.respond(completionRequest('a'));
    return 'recording' in reply ? reply.recording : undefined;
  };
  const first = next()!;
  next();
  replay.release(first);
  expect(next()).toBe(first);
});

test('what no protocol reads is answered in order', () => {
  const url = 'https://x.test/talk';
  const talk = (body: string) => ({
    id: 0,
    request: { method: 'POST', url, headers: {}, body },
    response: { code: 200, headers: { 'Content-Type': ['text/plain'] }, body: 'Hello' },
  });
  const replay = replaying(cassette(talk('one'), talk('two')), DEV);
  const numbers = ['a', 'b', 'c'].map((text) => replay.reply(text, {}, url).recording.number);
  expect(numbers).toEqual([1, 2, 1]);
});

test.each(recorded)('%s: its own requests get its own answers, twice', (_, own) => {
  const replay = createReplay([own], DEV);
  for (const { request } of [...own.interactions, ...own.interactions]) {
    const { method, url, body } = request;
    const reply = replay.respond({ method, url, body: bodyText(body) });
    expect('recording' in reply && reply.recording.interaction.request).toBe(request);
  }
});
