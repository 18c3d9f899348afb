import { test as base } from 'playhead/playwright';
import { type PlayheadServer, serve } from 'playhead/server';
import type { RunningBackEnd } from '../back-ends/serve-back-end.ts';
import { type BackEndName, startBackEnd } from '../back-ends/start-back-end.ts';

export { expect } from 'playhead/playwright';

interface WorkerFixtures {
  modelServer: PlayheadServer;
  /** Starts a back end, one of each kind per worker. */
  backEndOf: (name: BackEndName) => Promise<RunningBackEnd>;
}

/** A test whose back ends ask a server of this worker alone. */
export const test = base.extend<object, WorkerFixtures>({
  modelServer: [
    async ({}, use) => {
      const server = await serve({ port: 0 });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  backEndOf: [
    async ({ modelServer }, use) => {
      const running = new Map<BackEndName, Promise<RunningBackEnd>>();
      await use((name) => {
        const started = running.get(name) ?? startBackEnd(name, `${modelServer.url}/v1`);
        running.set(name, started);
        return started;
      });
      for (const started of running.values()) await (await started).close();
    },
    { scope: 'worker' },
  ],
  carrier: 'server',
  server: async ({ modelServer }, use) => use(modelServer.url),
});
