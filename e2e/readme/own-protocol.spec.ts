import { chatCassette, defineProtocol, expect } from 'playhead/playwright';
import { test } from './support-test.ts';

// event: token, data: {"t":"Rather "} … event: end, data: {}
const protocol = defineProtocol({
  name: 'support-chat',
  text: { event: 'token', path: 't' },
  done: { event: 'end' },
  error: { event: 'failure', path: 'reason' },
});
const question = 'Is it warm in Oslo?';
const url = 'http://chat.localhost/api/assistant';
const answer = ['Rather ', 'warm ', 'today.'];
test.use({ protocol, cassette: chatCassette([[question, answer]], { protocol, url }) });
test.use({ pace: 'manual' });

test('shows an answer while it comes', async ({ page, playhead }) => {
  await page.goto('http://chat.localhost/');
  await page.getByLabel('Message').fill(question);
  await page.getByRole('button', { name: 'Send' }).click();

  await playhead.until('text');
  await playhead.until(/warm/);
  expect(await page.getByRole('log').textContent()).not.toContain('today');
  await playhead.finish();
  await expect(page.getByRole('log')).toShowTranscript(playhead.transcript);
});
