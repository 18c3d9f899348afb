import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';

/** Loads the file once more: the tests of a process share their modules, and another has it with MSW. */
async function loadWithoutMsw(): Promise<typeof import('./replay-routes.ts')> {
  vi.doMock('node:module', () => ({
    createRequire: () => ({
      resolve: (name: string) => {
        throw new Error(`Cannot find module '${name}'`);
      },
    }),
  }));
  onTestFinished(() => vi.doUnmock('node:module'));
  const again = './replay-routes.ts?without-msw';
  return import(again);
}

test('a missing MSW is reported in place of its worker script', async () => {
  const { replayRoutes } = await loadWithoutMsw();
  const server = createServer((request, response) =>
    replayRoutes('cassettes/groq')(request, response, () => {}),
  );
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/mockServiceWorker.js`);
  expect(response.status).toBe(500);
  expect(await response.text()).toBe(
    'Cannot serve /mockServiceWorker.js: msw is missing. Run npm install --save-dev msw.',
  );
});
