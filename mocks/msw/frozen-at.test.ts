import { expect, test } from 'vitest';
import { cassette, chunk, interaction, streamOf, streamOfText, user } from '../test/samples.ts';
import { ask, post, serve } from '../test/server.ts';

test('cassetteHandlers stop at a text of the second answer, each time it is requested', async () => {
  const answers = [
    streamOfText('Hello'),
    streamOf(chunk({ content: 'A' }), chunk({ content: 'B' })),
  ];
  const [first, second] = answers.map((answer, at) => interaction([user(`${at}`)], answer));
  serve(cassette(first!, second!), { frozenAt: { text: 'A', interaction: 2 } });
  for (let visit = 1; visit <= 2; visit++) {
    expect(await ask('0')).toBe('Hello');
    const { body } = await post({ messages: [user('1')], stream: true });
    const reader = body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('"A"');
    const more = reader.read().then(() => 'more');
    const tasks = new Promise((resolve) => setTimeout(resolve, 0, 'nothing'));
    expect(await Promise.race([more, tasks])).toBe('nothing');
    await reader.cancel();
  }
});

test('cassetteHandlers refuse a request first, and freeze the answer to the retry', async () => {
  serve(cassette(interaction([user('Hi')], streamOfText('Hello'))), {
    frozenAt: { part: 'text' },
    faults: [{ type: 'status', status: 429 }],
  });
  const request = { messages: [user('Hi')], stream: true };
  expect((await post(request)).status).toBe(429);
  const reader = (await post(request)).body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('Hello');
  await reader.cancel();
});
