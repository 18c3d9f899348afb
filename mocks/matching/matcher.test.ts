import { expect, test } from 'vitest';
import { cassette, interaction, user } from '../test/samples.ts';
import { answer, ask, missOf, post, serve } from '../test/server.ts';
import { type IncomingRequest, createRecordingIndex } from './recording-index.ts';
import type { MatchedRequest } from './options.ts';

const said = (content: string) => ({ role: 'assistant', content });
const calling = (name: string, args: object, id = 'a') => ({
  role: 'assistant',
  tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }],
});
const result = (content: string, id = 'a') => ({ role: 'tool', tool_call_id: id, content });
const recordings = cassette(
  interaction([user('Hi')], answer('first')),
  interaction([user('Hi'), said('first'), user('Bye')], answer('second')),
);
const read = async (messages: object[], more: object = {}) => {
  const response = await post({ messages, stream: true, ...more });
  return /"content":"(.*?)"/.exec(await response.text())?.[1] ?? response.status;
};

test('turn: other words in the same roles are answered, other roles are not', async () => {
  serve(recordings, { match: 'turn' });
  expect(await read([user('Good day'), said('?'), user('Good night')])).toBe('second');
  expect(await read([user('Anything')])).toBe('first');
  const miss = await missOf(await post({ messages: [user('1'), user('2')], stream: true }));
  expect(miss.message).toContain("no recorded interaction asks this, by match: 'turn'.");
  expect(miss.nearest?.differences).toEqual([
    { field: 'the roles', received: 'user, user', recorded: 'user' },
  ]);
});

test('turn: a tool result is a turn of its own', async () => {
  const loop = [user('Sum?'), calling('add', { a: 1 }), result('1')];
  serve(
    cassette(
      interaction([user('Sum?'), said('no')], answer('no tool')),
      interaction(loop, answer('tool')),
    ),
    {
      match: 'turn',
    },
  );
  expect(await read([user('x'), calling('other', {}), result('y')])).toBe('tool');
});

test('order: the first that has not been played, whatever is asked', async () => {
  serve(recordings, { match: 'order' });
  expect(await read([user('x'), user('y')])).toBe('first');
  expect(await read([], { model: 'other' })).toBe('second');
  expect(await read([user('Hi')])).toBe(501);
});

test('order: a tie of model or tools does not change the order', async () => {
  const tape = cassette(
    interaction([user('1')], answer('one'), { model: 'a' }),
    interaction([user('2')], answer('two'), { model: 'b' }),
  );
  serve(tape, { match: 'order' });
  expect(await ask('2', { model: 'b' })).toBe('one');
});

test('exact: equal JSON in any key order, and nothing else', async () => {
  serve(cassette(interaction([user('Hi')], answer('Hello'))), { match: 'exact' });
  const miss = await missOf(await post({ messages: [user('Hi')], stream: true, temperature: 0 }));
  expect(miss.nearest?.differences).toEqual([
    { field: 'temperature', received: '0', recorded: 'nothing' },
    { field: 'model', received: 'nothing', recorded: '"model-a"' },
  ]);
  const response = await post({ stream: true, messages: [user('Hi')], model: 'model-a' });
  expect(response.status).toBe(200);
});

test('a function is asked for each recording in file order, with both requests', async () => {
  const seen: string[] = [];
  const match = (asked: MatchedRequest, recorded: MatchedRequest) => {
    seen.push(recorded.conversation?.messages.at(-1)?.text ?? '');
    return (
      (asked.body as { wanted: string }).wanted === recorded.conversation?.messages.at(-1)?.text
    );
  };
  serve(recordings, { match });
  expect(await read([user('?')], { wanted: 'Bye' })).toBe('second');
  expect(seen).toEqual(['Hi', 'Bye']);
  const miss = await missOf(await post({ messages: [], wanted: 'Bye' }));
  expect(miss.message).toContain('every interaction that asks this has been played');
  const other = await missOf(await post({ messages: [], wanted: 'none' }));
  expect(other.message).toContain('the match function takes no recorded interaction for it');
});

test('a function with repeat: round and round', async () => {
  serve(recordings, { match: () => true, repeat: true });
  expect([await ask('x'), await ask('x'), await ask('x')]).toEqual(['first', 'second', 'first']);
});

test('several conversations in flight at once find their own answers', async () => {
  const talk = (topic: string) => [
    interaction([user(topic)], answer(`${topic} 1`)),
    interaction([user(topic), said('…'), user('more')], answer(`${topic} 2`)),
  ];
  serve([cassette(...talk('cats'), ...talk('dogs')), cassette(...talk('birds'))]);
  const topics = ['dogs', 'birds', 'cats'];
  const follow = (topic: string) => read([user(topic), said('other text'), user('more')]);
  expect(await Promise.all(topics.map((topic) => ask(topic)))).toEqual([
    'dogs 1',
    'birds 1',
    'cats 1',
  ]);
  expect(await Promise.all(topics.map(follow))).toEqual(['dogs 2', 'birds 2', 'cats 2']);
});

test('regenerate gets the next recording of the same conversation, edit the one of the edited', async () => {
  serve(
    cassette(
      interaction([user('Hi')], answer('one')),
      interaction([user('Hi')], answer('again')),
      interaction([user('Hi!')], answer('edited')),
    ),
  );
  expect([await ask('Hi'), await ask('Hi'), await ask('Hi!')]).toEqual(['one', 'again', 'edited']);
});

test('a recorded 429 answers first, the same request again gets the answer', async () => {
  const refused = interaction([user('Hi')], '{"error":{"message":"slow down"}}');
  refused.response = {
    ...refused.response,
    code: 429,
    headers: { 'Content-Type': ['application/json'], 'Retry-After': ['1'] },
  };
  serve(cassette(refused, interaction([user('Hi')], answer('Hello'))));
  const first = await post({ messages: [user('Hi')], stream: true });
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await ask('Hi')).toBe('Hello');
});

test('a second question of the same conversation gets the second answer', async () => {
  serve(recordings);
  expect(await ask('Hi')).toBe('first');
  expect(await read([user('Hi'), said('first'), user('Bye')])).toBe('second');
});

test('a recording that is given back answers again, before those after it', () => {
  const tape = cassette(
    interaction([user('Hi')], answer('1')),
    interaction([user('Hi')], answer('2')),
  );
  const answers = createRecordingIndex([tape], {});
  const request: IncomingRequest = {
    method: 'POST',
    url: 'https://x.test/v1/chat/completions',
    body: JSON.stringify({ messages: [user('Hi')], stream: true }),
  };
  const find = () => {
    const found = answers.find(request);
    if (!found || 'miss' in found) throw new Error('a miss');
    return found.recording;
  };
  const first = find();
  answers.release(first);
  expect([find(), find()].map(({ number }) => number)).toEqual([1, 2]);
});

test('what did not count is reported: field by field', async () => {
  const ignored: string[] = [];
  const recorded = [
    { role: 'system', content: 'Recorded prompt.' },
    user('Sum?'),
    calling('add', { a: 1, b: 2 }, 'call_1'),
    result('3', 'call_1'),
  ];
  const tool = { type: 'function', function: { name: 'add', parameters: { type: 'object' } } };
  serve(cassette(interaction(recorded, answer('3'), { max_tokens: 9, tools: [tool] })), {
    onMatch: (found) =>
      ignored.push(
        ...found.ignored.map(
          ({ field: where, received: asked, recorded: ours }) => `${where}: ${asked} / ${ours}`,
        ),
      ),
  });
  const strict = { ...tool, function: { ...tool.function, strict: true } };
  const own = [
    { role: 'user', content: [{ type: 'text', text: 'Sum?' }] },
    { ...calling('add', { a: 1, b: 2 }, 'mine'), content: null },
    result('3', 'mine'),
  ];
  expect(await read(own, { model: 'model-b', tools: [strict] })).toBe('3');
  expect(ignored).toEqual([
    'messages, system prompt: nothing / "Recorded prompt."',
    'messages[0].content: [{"type":"text","text":"Sum?"}] / "Sum?"',
    'messages[1].tool_calls[0].id: "mine" / "call_1"',
    'messages[1].content: null / nothing',
    'messages[2].tool_call_id: "mine" / "call_1"',
    'model: "model-b" / "model-a"',
    'tools[0].function.strict: true / nothing',
    'max_tokens: nothing / 9',
  ]);
});

test('calls that follow each other are one turn or several', async () => {
  const [a, b] = [calling('add', { a: 1 }, 'a'), calling('mul', { a: 2 }, 'b')];
  const apart = [user('Sums'), a, result('1', 'a'), b, result('2', 'b')];
  const together = [
    user('Sums'),
    { role: 'assistant', tool_calls: [...a.tool_calls, ...b.tool_calls] },
    result('1', 'a'),
    result('2', 'b'),
  ];
  serve(cassette(interaction(together, answer('both'))), { repeat: true });
  expect([await read(apart), await read(together)]).toEqual(['both', 'both']);
});

test('a request that refers to its calls finds the recording that names them, by the results', () => {
  const asking = (input: object[]): IncomingRequest => ({
    method: 'POST',
    url: 'https://x.test/v1/responses',
    body: JSON.stringify({ stream: true, input }),
  });
  const item = { type: 'function_call', call_id: 'a', name: 'add', arguments: '{"a":1}' };
  const output = (text: string) => ({ type: 'function_call_output', call_id: 'a', output: text });
  const named = [user('Sum'), item, output('1')];
  const referring = [user('Sum'), { type: 'item_reference', id: 'fc_1' }, output('1')];
  const found = (recorded: object[], asked: object[]) => {
    const request = { ...interaction([], ''), request: { ...asking(recorded), headers: {} } };
    const answers = createRecordingIndex([cassette(request)], {});
    return 'recording' in answers.find(asking(asked));
  };
  expect(found(named, referring)).toBe(true);
  expect(found(referring, named)).toBe(true);
  expect(found(referring, referring)).toBe(true);
  expect(found(named, [user('Sum'), referring[1]!, output('2')])).toBe(false);
});

test('a field may have the name of what every object inherits', () => {
  const names = ['constructor', 'toString', '__proto__'];
  const odd = JSON.parse(`{${names.map((name) => `"${name}":"x"`).join()}}`) as object;
  const body = (more: object) => ({ messages: [user('Hi')], stream: true, more });
  const tape = cassette(interaction([user('Hi')], '', { model: undefined, more: odd }));
  const found = createRecordingIndex([tape], {}).find({
    method: 'POST',
    url: 'https://x.test/v1/chat/completions',
    body: JSON.stringify(body({})),
  });
  const ignored = found && 'recording' in found ? found.ignored() : [];
  expect(ignored.map(({ field: where }) => where)).toEqual(names.map((name) => `more.${name}`));
});

test('turn: what the provider ran itself is no turn, sent again or not', () => {
  const url = 'https://api.anthropic.com/v1/messages';
  const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} };
  const found = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
  const body = (...blocks: object[]) =>
    JSON.stringify({ messages: [user('Hi'), { role: 'assistant', content: blocks }, user('Bye')] });
  const tape = interaction([], '');
  tape.request = { ...tape.request, url, body: body(search, found) };
  const answers = createRecordingIndex([cassette(tape)], { match: 'turn' });
  expect(answers.find({ method: 'POST', url, body: body() })).toHaveProperty('recording');
});
