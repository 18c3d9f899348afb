import { setupServer } from 'msw/node';
import { chatCassette, createPlayhead } from 'playhead';
import { act, createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ask } from './ask.js';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => {
  server.resetHandlers();
  vi.unstubAllGlobals();
});
afterAll(() => server.close());

/** Shows the answer while it comes, and an effect shows it in the title. */
function Answer() {
  const [text, setText] = useState('');
  useEffect(() => void ask('Hi', setText), []);
  useEffect(() => {
    document.title = text;
  }, [text]);
  return createElement('p', null, text);
}

function open() {
  const playhead = createPlayhead(chatCassette([['Hi', ['Hello', ' there', '.']]]));
  server.use(...playhead.handlers);
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  return { playhead, element, render: () => root.render(createElement(Answer)) };
}

test('React has rendered and run its effects when a verb resolves', async () => {
  const { playhead, element, render } = open();
  render();
  await playhead.until('text');
  expect([element.textContent, document.title]).toEqual(['Hello', 'Hello']);
  await playhead.step();
  expect([element.textContent, document.title]).toEqual(['Hello there', 'Hello there']);
});

test('a verb may be wrapped in act', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const { playhead, element, render } = open();
  await act(async () => render());
  await act(() => playhead.until(/there/));
  expect([element.textContent, document.title]).toEqual(['Hello there', 'Hello there']);
});
