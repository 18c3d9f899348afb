import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from '../../support/demo-app/fixtures.ts';
import { play } from '../../support/failing-tests/run.ts';

const AT = 'Cannot use the service-worker carrier at ';
const POLICY = "the page's content security policy forbids it, in worker-src. Use carrier: 'page'.";

/** What each test of `invalid-use.fixture.ts` says. */
const REFUSALS: [title: string, said: string][] = [
  ['forbidden by the policy', `${AT}http://localhost/app/strict: ${POLICY}`],
  [
    'not on an origin that is not secure',
    `${AT}http://chat.example/: service workers need https or localhost. Use carrier: 'page', or serve the app there.`,
  ],
  [
    'not in a sandboxed frame that asks',
    `${AT}http://localhost/app/frame: the document may not have a service worker. Use carrier: 'page'.`,
  ],
  [
    'not for a worker that asks before it is there',
    'it was on its way to the network, past the service worker. A worker of the app asked before the service worker of its page was ready: start it later.',
  ],
  [
    'not where service workers are blocked',
    "Cannot use the service-worker carrier: the option serviceWorkers is 'block'. Allow them, or use carrier: 'page'.",
  ],
  ['tried before the test starts', POLICY],
  [
    'a fault that cannot strike',
    'Cannot use the fault {"type":"cut","at":4} on handmade, interaction 1: there are 3 events. Choose one that is there.',
  ],
  [
    'a cassette that is not there',
    'Choose one of: groq/multi_tool_streaming.2025-09, groq/multi_tool_streaming.2025-10, groq/tool_streaming,',
  ],
  ['a carrier that is none', 'Invalid carrier "serviceworker". Did you mean "service-worker"?'],
  ['a pace that is none', 'Invalid pace "manuel". Did you mean "manual"?'],
];

test('what cannot be done is said in one sentence', async ({}, testInfo) => {
  testInfo.setTimeout(120_000);
  const strict = express().get('/', (_request, response) => {
    response.set('content-security-policy', "worker-src 'none'").send('<!doctype html>');
  });
  const server = strict.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  const { outcomes } = await play('invalid-use.fixture.ts', testInfo.outputPath('run'), {
    STRICT_APP: `http://127.0.0.1:${port}/`,
  });
  server.close();
  const titles = outcomes.map(({ title }) => title);
  expect(titles.toSorted()).toEqual(REFUSALS.map(([title]) => title).toSorted());
  for (const [title, sentence] of REFUSALS) {
    const { status, said, printed } = outcomes[titles.indexOf(title)]!;
    expect(status, title).toBe('failed');
    expect(said, title).toContain(sentence);
    expect(said).not.toMatch(/test timeout|timed out/i);
    expect(printed, 'the test itself has not begun').toBe('');
  }
});
