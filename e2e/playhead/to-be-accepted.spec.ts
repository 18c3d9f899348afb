import type { Page } from '@playwright/test';
import { expect, test } from '../support/demo-app/fixtures.ts';

const CASSETTE = 'groq/tool_streaming';
const COMPLETIONS = 'https://api.groq.com/openai/v1/chat/completions';

test.use({ cassette: CASSETTE, unused: 'ignore', match: 'order' });

/** Sends messages from the page, as an app would. */
async function send(page: Page, messages: object[], url = COMPLETIONS): Promise<void> {
  const body = JSON.stringify({
    model: 'moonshotai/kimi-k2-instruct-0905',
    messages,
    stream: true,
  });
  await page.evaluate(
    async (request) => {
      const answer = await fetch(request.url, { method: 'POST', body: request.body });
      await answer.text();
    },
    { url, body },
  );
}

const user = { role: 'user', content: "What's the weather in Florence,Italy?" };
const result = { role: 'tool', tool_call_id: 'functions.weather:0', content: '40 C' };

test.beforeEach(({ page }) => page.goto('/'));

test('takes what the provider would take', async ({ page, playhead }) => {
  await send(page, [user]);
  expect(playhead.requests).toBeAccepted();
  expect(() => expect(playhead.requests).not.toBeAccepted()).toThrow(
    'Expected the provider not to accept the requests, and it would accept all 1 of them.',
  );
});

test('names what the provider would refuse', async ({ page, playhead }) => {
  await send(page, [user]);
  await send(page, [user, result]);
  expect(playhead.requests).not.toBeAccepted();
  expect(playhead.requests).toBeAccepted({ except: ['result-without-call'] });
  const look = () => expect(playhead.requests).toBeAccepted();
  expect(look).toThrow('it would refuse 1 of 2.');
  expect(look).toThrow('Request 2, POST /openai/v1/chat/completions');
  expect(look).toThrow('result-without-call, at messages[1].tool_call_id');
  expect(look).toThrow('The provider says: Invalid parameter: messages with role');
});

test('takes the loop of the demo app', async ({ page, playhead }) => {
  await page.getByLabel('API key').fill('any');
  await page.getByLabel('Message').fill(user.content);
  await page.getByRole('button', { name: 'Send' }).click();
  await playhead.finish();
  await playhead.finish();
  expect(playhead.requests).toHaveLength(2);
  expect(playhead.requests).toBeAccepted();
});

test('cannot pass before the app has sent a request', ({ playhead }) => {
  expect(() => expect(playhead.requests).toBeAccepted()).toThrow('Wait for one first');
});

test('suggests the nearest rule for an unknown name', async ({ page, playhead }) => {
  await send(page, [user]);
  const look = () => expect(playhead.requests).toBeAccepted({ except: ['result-without-cal'] });
  expect(look).toThrow('Did you mean "result-without-call"?');
});

test.describe('an app with a back end of its own', () => {
  test.use({ endpoint: '/api/chat' });

  test('has no request that can be judged', async ({ page, playhead }) => {
    await send(page, [user], '/api/chat');
    expect(() => expect(playhead.requests).toBeAccepted()).toThrow('no rules are known');
    expect(() => expect(playhead.requests).not.toBeAccepted()).toThrow('no rules are known');
  });
});
