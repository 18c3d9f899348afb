import { expect, test } from 'vitest';
import { cassette, interaction, user } from '../test/samples.ts';
import { answer, ask, COMPLETIONS, post, serve } from '../test/server.ts';
import { cassetteHandlers } from './handlers.ts';

const tape = cassette(interaction([user('Hi')], answer('Hello')));

test('a fault answers first, the recording answers the retry, and then nothing', async () => {
  serve(tape, { faults: [{ type: 'status', status: 429, headers: { 'Retry-After': '2' } }] });
  const refused = await post({ messages: [user('Hi')], stream: true });
  expect(refused.status).toBe(429);
  expect(refused.statusText).toBe('Too Many Requests');
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ error: { message: 'Too Many Requests' } });
  expect(await ask('Hi')).toBe('Hello');
  expect(await ask('Hi')).toBe(501);
});

test('a refused connection is an error of fetch', async () => {
  serve(tape, { faults: [{ type: 'refused' }] });
  await expect(ask('Hi')).rejects.toThrow('Failed to fetch');
  expect(await ask('Hi')).toBe('Hello');
});

test('a lost connection is an error of the reader, after what has come', async () => {
  serve(tape, { faults: [{ type: 'disconnect', after: 'text' }] });
  const response = await post({ messages: [user('Hi')], stream: true });
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('Hello');
  await expect(reader.read()).rejects.toThrow('network error');
});

test('a stalled stream ends when the app aborts', async () => {
  serve(tape, { faults: [{ type: 'stall', after: 1 }] });
  const controller = new AbortController();
  const { signal } = controller;
  const body = JSON.stringify({ messages: [user('Hi')], stream: true });
  const response = await fetch(COMPLETIONS, { method: 'POST', body, signal });
  const reader = response.body!.getReader();
  await reader.read();
  const next = reader.read();
  controller.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
});

test('a fault that harms no reader leaves the interaction played', async () => {
  serve(tape, { faults: [{ type: 'comments' }] });
  const response = await post({ messages: [user('Hi')], stream: true });
  expect(await response.text()).toMatch(/^: keep-alive\n\ndata: /);
  expect(await ask('Hi')).toBe(501);
});

test('a fault that cannot strike is an error when the handlers are built', () => {
  expect(() => cassetteHandlers(tape, { faults: [{ type: 'cut', at: 9 }] })).toThrow(
    'Cannot use the fault {"type":"cut","at":9} on sample.yaml, interaction 1: there are 2 events.',
  );
});
