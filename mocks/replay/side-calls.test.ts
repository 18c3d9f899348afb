import { describe, expect, test } from 'vitest';
import { errorOf } from '../test/error-of.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { bodyText } from '../wire/body.ts';
import { joinEvents } from '../wire/events.ts';
import { createReplay } from './replay.ts';
import { checkSideCalls, type SideCallFunction, type SideCalls } from './side-calls.ts';

const system = 'Give this chat a TITLE of four words.';
const recorded = cassette(interaction([user('Hi')], streamOfText('Hello')));

describe('side calls', () => {
  const COMPLETIONS = 'https://api.example.com/v1/chat/completions';
  const ask = (sideCalls: SideCalls, messages: object[]) =>
    createReplay([recorded], { sideCalls }).respond({
      method: 'POST',
      url: COMPLETIONS,
      body: JSON.stringify({ messages, stream: true }),
    });
  const said = (reply: ReturnType<typeof ask>) =>
    'sideCall' in reply && bodyText(joinEvents(reply.delivery.events));

  test('answer nothing that is recorded', () => {
    expect(ask({ hi: 'no' }, [user('Hi')])).toHaveProperty('recording');
    expect(ask(() => 'no', [user('Hi')])).toHaveProperty('recording');
  });

  test('answer the title, though the chat was recorded with the same words', () => {
    const messages = [{ role: 'system', content: system }, user('Hi')];
    const replay = createReplay([recorded], { sideCalls: { title: 'yes' } });
    const request = (sent: object[]) => ({
      method: 'POST',
      url: COMPLETIONS,
      body: JSON.stringify({ messages: sent }),
    });
    expect(replay.respond(request(messages))).toMatchObject({ sideCall: 'title' });
    expect(replay.respond(request([user('Hi')]))).toHaveProperty('recording');
    expect(replay.respond(request(messages))).toMatchObject({ sideCall: 'title' });
  });

  test('answer no title that was recorded beside the chat', () => {
    const messages = [{ role: 'system', content: system }, user('Hi')];
    const title = cassette(interaction(messages, streamOfText('A title')));
    const replay = createReplay([recorded, title], { sideCalls: { title: 'no' } });
    const reply = replay.respond({
      method: 'POST',
      url: COMPLETIONS,
      body: JSON.stringify({ messages }),
    });
    expect(reply).toMatchObject({ recording: { cassette: title } });
  });

  test('answer by a word of what the user has said last', () => {
    const messages = [user('A title'), { role: 'assistant', content: 'b' }, user('Suggest three')];
    const reply = ask({ title: 'no', suggest: 'yes' }, messages);
    expect(reply).toMatchObject({ sideCall: 'suggest' });
    expect(said(reply)).toContain('"content":"yes"');
  });

  test('answer by the first rule that fits', () => {
    expect(ask({ b: 'one', a: 'two' }, [user('a b')])).toMatchObject({ sideCall: 'b' });
  });

  test.each<[string, string, boolean]>([
    ['title', 'Bye', false],
    ['title', 'Entitled?', false],
    ['tag', 'What is the advantage?', false],
    ['suggest', 'Three SUGGESTIONS', true],
    ['title', '"title"', true],
    ['title for', 'a title for it', true],
    ['a.b', 'acb', false],
    ['a.b', 'a.b', true],
  ])('%j begins a word of %j: %s', (words, prompt, fits) => {
    expect('sideCall' in ask({ [words]: 'yes' }, [user(prompt)])).toBe(fits);
  });

  test('answer a system prompt without a question', () => {
    const prompt = [{ role: 'system', content: system }];
    expect(said(ask({ title: 'yes' }, prompt))).toContain('"content":"yes"');
  });

  test('ignore the words of an answer', () => {
    const messages = [user('Bye'), { role: 'assistant', content: 'A title' }];
    expect(ask({ title: 'no' }, messages)).toHaveProperty('miss');
  });

  test('answer with the model of the request, and the usage that it asks for', () => {
    const reply = createReplay([], { sideCalls: { title: 'yes' } }).respond({
      method: 'POST',
      url: COMPLETIONS,
      body: JSON.stringify({
        model: 'model-b',
        messages: [user('A title')],
        stream: true,
        stream_options: { include_usage: true },
      }),
    });
    expect(said(reply)).toMatch(
      /"model":"model-b".+"choices":\[\],"usage":\{.+\n\ndata: \[DONE\]/s,
    );
    expect(said(ask({ title: 'yes' }, [user('A title')]))).not.toContain('usage');
  });

  test('in the protocol of the recordings, at an address of the app', () => {
    const url = 'https://app.example/api/chat';
    const replay = createReplay([recorded], { endpoint: '/api/chat', sideCalls: { title: 'yes' } });
    const body = JSON.stringify({ messages: [user('A title')], stream: true });
    expect(said(replay.respond({ method: 'POST', url, body }))).toMatch(/^data: /);
  });

  test('as UI messages, where the app asks its back end by those', () => {
    const url = 'https://app.example/api/chat';
    const chat = chatCassette([['Hi', 'Hello']], { protocol: 'ai-sdk-ui', url });
    const replay = createReplay([chat], { sideCalls: { title: 'yes' } });
    const messages = [{ id: 'a', role: 'user', parts: [{ type: 'text', text: 'A title' }] }];
    const reply = replay.respond({ method: 'POST', url, body: JSON.stringify({ messages }) });
    expect(said(reply)).toMatch(/"type":"text-delta".+"delta":"yes".+\[DONE\]/s);
  });

  test.each([
    ['Ollama, which streams', 'http://localhost:11434/api/chat', 'application/x-ndjson'],
    ['others, which do not', COMPLETIONS, 'application/json'],
  ])('as the provider does where the request does not say: %s', (_who, url, type) => {
    const replay = createReplay([], { sideCalls: { title: 'yes' } });
    const body = JSON.stringify({ messages: [user('A title')] });
    expect(replay.respond({ method: 'POST', url, body })).toMatchObject({
      delivery: { head: { headers: { 'Content-Type': [type] } } },
    });
  });

  test('of embeddings and moderations, each by its own path', () => {
    const at = (sideCalls: SideCalls, path: string) =>
      createReplay([], { sideCalls }).respond({
        method: 'POST',
        url: `https://a.example/v1/${path}?version=1#a`,
        body: '{"input":"a"}',
      });
    expect(at({ embeddings: 'zeros' }, 'embeddings')).toMatchObject({ sideCall: 'embeddings' });
    expect(at({ moderation: 'pass' }, 'moderations')).toMatchObject({ sideCall: 'moderation' });
    expect(at({ embeddings: 'zeros' }, 'moderations')).toHaveProperty('miss');
    expect(at({ moderation: 'pass' }, 'embeddings')).toHaveProperty('miss');
    expect(at({ embeddings: 'zeros' }, 'embeddings')).toMatchObject({
      delivery: { head: { code: 200, headers: { 'Content-Type': ['application/json'] } } },
    });
  });

  test('a function that returns a promise is an error', () => {
    const later = (() => Promise.resolve('late')) as unknown as SideCallFunction;
    expect(() => ask(later, [user('Bye')])).toThrow(/POST https.+returns a promise/);
  });

  test('none for a word that is the name of a kind', () => {
    const rules: SideCalls = { embeddings: 'zeros', moderation: 'pass' };
    expect(ask(rules, [user('embeddings, moderation')])).toHaveProperty('miss');
  });

  test('a function, with text, JSON or nothing', () => {
    const seen: unknown[] = [];
    const by = (answer: ReturnType<SideCallFunction>) =>
      ask(
        (request) => {
          seen.push(request);
          return answer;
        },
        [{ role: 'system', content: 'Be kind' }, user('Bye')],
      );
    expect(said(by('text'))).toContain('"content":"text"');
    expect(said(by({ a: [1] }))).toBe('{"a":[1]}');
    expect(by(undefined)).toHaveProperty('miss');
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: COMPLETIONS,
      body: { stream: true },
      conversation: { system: 'Be kind', messages: [{ text: 'Bye' }] },
    });
  });

  test('none, where the request is no completion that can be answered in text', () => {
    const replay = createReplay([recorded], { sideCalls: () => 'text' });
    const request = { method: 'POST', url: 'https://a.example/v1/files', body: '{"file":"a"}' };
    expect(replay.respond(request)).toHaveProperty('miss');
  });

  test('none, where the request is no POST', () => {
    const replay = createReplay([recorded], { sideCalls: () => ({}) });
    const request = { method: 'GET', url: COMPLETIONS, body: '' };
    expect(replay.respond(request)).toHaveProperty('miss');
  });
});

test('rules alone, without a cassette, are something to answer by', () => {
  expect(createReplay([]).isEmpty).toBe(true);
  expect(createReplay([], { sideCalls: { title: 'a' } }).isEmpty).toBe(false);
  expect(createReplay([recorded]).isEmpty).toBe(false);
});

test.each<[SideCalls | undefined, string[]]>([
  [undefined, []],
  [{ title: 'a' }, []],
  [{ embeddings: 'zeros' }, ['/v1/embeddings', '/api/embed', '/models/a:batchEmbedContents']],
  [{ moderation: 'pass' }, ['/v1/moderations']],
  [() => undefined, ['/v1/embeddings', '/v1/moderations']],
])('the routes of %o are looked at too', (sideCalls, paths) => {
  const own = createReplay([recorded]).routes.length;
  const routes = createReplay([recorded], { sideCalls }).routes.slice(own);
  expect(routes.length > 0).toBe(paths.length > 0);
  for (const path of paths) {
    const url = `https://a.example${path}`;
    expect(routes.some((route) => new RegExp(route.url).test(url))).toBe(true);
  }
});

test.each<[unknown, RegExp]>([
  ['title', /an object of rules, or a function/],
  [['title'], /an object of rules, or a function/],
  [null, /an object of rules/],
  [{ embeddings: 'zero' }, /Did you mean "zeros"\?/],
  [{ moderation: true }, /"pass"/],
  [{ title: 1 }, /sideCalls\.title: expected the text/],
  [{ ' ': 'a' }, /words of the prompt/],
])('%j is no rule', (sideCalls, words) => {
  const error = errorOf(() => checkSideCalls(sideCalls));
  expect(error).toMatchObject({ code: 'bad-option', message: expect.stringMatching(words) });
});
