import type { Page } from '@playwright/test';
import { type Cassette, defineProtocol } from 'playhead';
import { expect, test } from 'playhead/playwright';
import { codedProtocol, OWN_PROTOCOLS } from '../support/own-protocols.ts';
import { openPage, ORIGIN, readBy } from '../support/pages/blank.ts';

test.use({ pace: 'manual', baseURL: ORIGIN });

/** Sends the first request of a cassette, without waiting. */
async function send(page: Page, { interactions }: Cassette): Promise<void> {
  await openPage(page);
  const { url, body } = interactions[0]!.request;
  await page.evaluate((init) => void ask('answer', '', init), { input: url, body } as const);
}

for (const carrier of ['page', 'service-worker'] as const) {
  test.describe(`a declared protocol, by the carrier ${carrier}`, () => {
    const { declared, cassette } = OWN_PROTOCOLS.nestedLines;
    test.use({ protocol: defineProtocol(declared), cassette, carrier });

    test('plays to parts, and says what is in them', async ({ page, playhead }) => {
      await send(page, cassette);
      await playhead.until({ type: 'tool-call', name: 'add' });
      expect(await readBy(page, 'answer')).toMatch(/"kind":"call"[^\n]*\n$/);
      await playhead.until('tool-result');
      await playhead.until({ text: 'The sum' });
      expect(playhead.transcript.turns.at(-1)).toMatchObject({
        text: 'Let me add these.The sum',
        toolCalls: [
          { name: 'add', arguments: { a: 2, b: 3 }, result: '5', providerExecuted: true },
        ],
      });
      await expect(playhead.until('usage')).rejects.toThrow(
        'It contains text, finish. The parts are text,',
      );
      await playhead.finish();
    });
  });
}

test.describe('a protocol as code', () => {
  const { protocol, cassette } = codedProtocol;
  test.use({ protocol, cassette });

  test('plays to parts', async ({ page, playhead }) => {
    await send(page, cassette);
    const stream = await playhead.nextStream();
    await stream.until('text');
    expect(stream.position).toBe(2);
    await stream.until('finish');
    expect(playhead.transcript.turns.map(({ text }) => text)).toEqual([
      'Add 2 and 3',
      'The sum of both is 5.',
    ]);
    await stream.finish();
  });
});

test.describe('the error of a declared protocol', () => {
  const { declared, cassette } = OWN_PROTOCOLS.eventNames;
  test.use({
    protocol: defineProtocol(declared),
    cassette,
    faults: { type: 'error-event', message: 'Too busy', after: { text: 'The sum' } },
  });

  test('is an event as declared', async ({ page, playhead }) => {
    await send(page, cassette);
    await playhead.until('error');
    expect(await readBy(page, 'answer')).toMatch(
      /event: failure\ndata: \{"reason":"Too busy"\}\n\n$/,
    );
    expect(playhead.transcript.turns.at(-1)).toMatchObject({ text: 'The sum', error: 'Too busy' });
    await playhead.finish();
  });
});

test.describe('a stream that no protocol reads', () => {
  const { cassette } = OWN_PROTOCOLS.keys;
  test.use({ cassette, unused: 'ignore' });

  test('is played to a text, and names defineProtocol for a part', async ({ page, playhead }) => {
    await send(page, cassette);
    const stream = await playhead.nextStream();
    await stream.until(/me add/);
    expect(stream.position).toBe(2);
    await expect(stream.until('text')).rejects.toThrow(
      'no protocol reads its events. Play to a text, use step() and finish(), or define the protocol: defineProtocol().',
    );
    await expect(stream.until(/never/)).rejects.toThrow(
      'the rest of the stream (4 events) does not contain it. It contains text at "tool.id", text at "tool.name", text at "args.id", text at "args.json", text at "stop".',
    );
    await stream.finish();
  });
});
