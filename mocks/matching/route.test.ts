import { describe, expect, test } from 'vitest';
import { createRouteTest, urlPattern } from './route.ts';

const APP = 'https://chat.example.com';
const PATH = '/chat/completions$';

/** Tells whether a POST to the URL goes to the route of the recorded path, or of the endpoint. */
const matches = (url: string, endpoint?: string) =>
  createRouteTest([{ method: 'POST', url: urlPattern(PATH, endpoint) }])('POST', url);

describe('createRouteTest', () => {
  const routes = ['/chat', '/ask'].map((path) => ({ method: 'POST', url: urlPattern(path, path) }));
  const isRecorded = createRouteTest(routes);

  test('accepts a request to any of the routes', () => {
    expect([isRecorded('POST', `${APP}/chat`), isRecorded('POST', `${APP}/ask`)]).toEqual([
      true,
      true,
    ]);
  });

  test('rejects another path', () => {
    expect(isRecorded('POST', `${APP}/other`)).toBe(false);
  });

  test('accepts the method in any case', () => {
    expect(isRecorded('post', `${APP}/chat`)).toBe(true);
  });

  test('rejects another method on the same path', () => {
    expect(isRecorded('GET', `${APP}/chat`)).toBe(false);
  });

  test('ignores query and fragment', () => {
    expect(isRecorded('POST', `${APP}/chat?key=1#now`)).toBe(true);
    expect(isRecorded('POST', `${APP}/other?next=/chat`)).toBe(false);
    expect(isRecorded('POST', `${APP}/other#/chat`)).toBe(false);
  });
});

describe('urlPattern', () => {
  test('of the root of a host accepts the root of any host, and no other path', () => {
    const isRecorded = createRouteTest([{ method: 'POST', url: urlPattern('$', undefined) }]);
    expect(isRecorded('POST', APP)).toBe(true);
    expect(isRecorded('POST', 'http://localhost:3000/?a')).toBe(true);
    expect(isRecorded('POST', `${APP}/chat`)).toBe(false);
  });

  test.each([
    'https://api.example.com/v1/chat/completions',
    'http://localhost:3000/api/chat/completions',
    'https://other.example/openai/v1/chat/completions?key=1',
    'http://localhost/chat/completions',
    'http://localhost/chat/completions/',
  ])('accepts the recorded path after any base, on any origin: %s', (url) => {
    expect(matches(url)).toBe(true);
  });

  test('takes a dollar sign within the recorded path literally', () => {
    const route = { method: 'POST', url: urlPattern(String.raw`\/a\$b$`, undefined) };
    expect(createRouteTest([route])('POST', `${APP}/a$b`)).toBe(true);
  });

  test.each([
    'http://localhost/completions',
    'http://localhost/mychat/completions-2',
    'http://localhost/chat/completions/1',
  ])('rejects a path that only resembles the recorded one: %s', (url) => {
    expect(matches(url)).toBe(false);
  });

  test.each([
    ['/api/chat', '/api/chat'],
    ['/api/chat?session=1', '/api/chat?session=1'],
    ['/api/chat', '/api/chat/'],
    ['/api/chat/', '/api/chat'],
    ['/', '/'],
    ['/käse', '/k%C3%A4se'],
    [APP, '/'],
    [`${APP}/ask`, '/ask?x=1'],
    ['https://CHAT.example.com/ask#now', '/ask'],
  ])('accepts for the endpoint %s a request to %s', (endpoint, path) => {
    expect(matches(APP + path, endpoint)).toBe(true);
    expect(matches(`${APP}/other`, endpoint)).toBe(false);
  });

  test.each([
    ['/a.?sk', `${APP}/aask`],
    ['/a.b', `${APP}/axb`],
    [`${APP}/ask`, 'https://chatx.example.com/ask'],
    [`${APP}/ask`, 'https://chat-example.com/ask'],
    ['/ask', `${APP}/ask/more`],
    ['/ask', `${APP}/v1/chat/completions`],
  ])('takes the endpoint %s literally, and rejects %s', (endpoint, url) => {
    expect(matches(url, endpoint)).toBe(false);
  });

  test('accepts an endpoint with a path on any origin, one with an origin on that alone', () => {
    const other = 'http://localhost:3000/ask';
    expect([matches(other, '/ask'), matches(other, `${APP}/ask`)]).toEqual([true, false]);
  });
});
