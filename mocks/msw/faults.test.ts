import { describe, expect, test } from 'vitest';
import { cassette, interaction, streamOfText, user } from '../test/samples.ts';
import { ask, COMPLETIONS, post, serve } from '../test/server.ts';

const hello = cassette(interaction([user('Hi')], streamOfText('Hello')));

describe('cassetteHandlers, with faults', () => {
  test('sends a fault first, the recording to the retry, and then a miss', async () => {
    serve(hello, { faults: [{ type: 'status', status: 429, headers: { 'Retry-After': '2' } }] });
    const limited = await post({ messages: [user('Hi')], stream: true });
    expect(limited.status).toBe(429);
    expect(limited.statusText).toBe('Too Many Requests');
    expect(limited.headers.get('retry-after')).toBe('2');
    expect(await limited.json()).toMatchObject({ error: { message: 'Too Many Requests' } });
    expect(await ask('Hi')).toBe('Hello');
    expect(await ask('Hi')).toBe(501);
  });

  test('makes fetch fail for a refused connection', async () => {
    serve(hello, { faults: [{ type: 'refused' }] });
    await expect(ask('Hi')).rejects.toThrow('Failed to fetch');
    expect(await ask('Hi')).toBe('Hello');
  });

  test('makes the reader fail for a lost connection, after the events before it', async () => {
    serve(hello, { faults: [{ type: 'disconnect', after: 'text' }] });
    const response = await post({ messages: [user('Hi')], stream: true });
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('Hello');
    await expect(reader.read()).rejects.toThrow('terminated');
  });

  test('ends a stalled stream when the app aborts', async () => {
    serve(hello, { faults: [{ type: 'stall', after: 1 }] });
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

  test('counts the interaction as played for a fault that harms no reader', async () => {
    serve(hello, { faults: [{ type: 'comments' }] });
    const response = await post({ messages: [user('Hi')], stream: true });
    expect(await response.text()).toMatch(/^: keep-alive\n\ndata: /);
    expect(await ask('Hi')).toBe(501);
  });
});
