import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { toFirefox, toPlaywright } from './bidi-messages.ts';

/** Gives what Firefox is to call where Playwright inserts text, run in a page with this focus. */
function insertText(activeElement: object): { result: unknown; commands: unknown[][] } {
  const asSent = {
    id: 7,
    method: 'script.callFunction',
    params: { functionDeclaration: 'text3 => window.__pw_bidiInsertText(text3)' },
  };
  const { id, method, params } = JSON.parse(toFirefox(JSON.stringify(asSent))) as typeof asSent;
  expect({ id, method }).toEqual({ id: 7, method: 'script.callFunction' });
  const commands: unknown[][] = [];
  const document = { activeElement, execCommand: (...args: unknown[]) => commands.push(args) };
  const result = runInNewContext(`(${params.functionDeclaration})('Say "hi"')`, { document });
  return { result, commands };
}

test('text is inserted as if a person typed it', () => {
  const { result, commands } = insertText({ localName: 'textarea' });
  expect(result).toBeUndefined();
  expect(commands).toEqual([['insertText', false, 'Say "hi"']]);
});

test('a frame with the focus is given back, and gets no text', () => {
  const frame = { localName: 'iframe' };
  const host = { localName: 'my-chat', shadowRoot: { activeElement: frame } };
  expect(insertText(host)).toEqual({ result: frame, commands: [] });
});

test('media that Firefox cannot emulate are left as they are', () => {
  const error = {
    type: 'error',
    id: 12,
    error: 'unknown command',
    message: 'emulation.setMediaFeaturesOverride',
  };
  const reply = JSON.parse(toPlaywright(JSON.stringify(error))) as object;
  expect(reply).toEqual({ type: 'success', id: 12, result: {} });
});

test.each([
  { type: 'error', id: 1, error: 'unknown command', message: 'emulation.setOther' },
  {
    type: 'error',
    id: 1,
    error: 'invalid argument',
    message: 'emulation.setMediaFeaturesOverride',
  },
  { type: 'event', method: 'log.entryAdded', params: { text: 'window.__pw_bidiInsertText' } },
])('all else goes on as it is: %j', (message) => {
  const text = JSON.stringify(message);
  expect(toPlaywright(text)).toBe(text);
  expect(toFirefox(text)).toBe(text);
});
