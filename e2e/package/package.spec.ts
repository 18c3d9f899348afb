import { cpSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { build } from 'vite';
import { recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { checkTypes, initProject, installPackage, run, runSpecs } from '../support/consumer.ts';

const { cassette, answers } = recordings.find(({ name }) => name === 'groq/tool_streaming')!;
const recorded = cassette.interactions[0]!.response.body as string;
const final = answers.at(-1)!.text;

test('the built package works in Node, with setupServer', ({}, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  const lines = run(folder, 'node.mjs')
    .split('\n')
    .filter((line) => line !== '');
  expect(lines).toEqual([...recorded.split('\n').filter((line) => line !== ''), final]);
});

for (const [name, msw] of [
  ['MSW 2', 'node_modules/msw'],
  ['MSW 3', 'e2e/msw-3/node_modules/msw'],
] as const) {
  test(`the built package works in a page, with setupWorker of ${name}`, async ({
    page,
  }, testInfo) => {
    const folder = testInfo.outputPath('consumer');
    installPackage(folder, msw);
    await build({
      root: folder,
      logLevel: 'error',
      build: {
        target: 'es2022',
        outDir: 'dist',
        rolldownOptions: { input: `${folder}/page.js`, output: { entryFileNames: 'page.js' } },
      },
    });
    const app = express()
      .get('/', (_request, response) =>
        response.send('<!doctype html><body><script type="module" src="/dist/page.js"></script>'),
      )
      .get('/mockServiceWorker.js', (_request, response) =>
        response.sendFile(path.resolve(msw, 'lib/mockServiceWorker.js')),
      )
      .use(express.static(folder));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));

    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await expect(page.locator('body')).toContainText(final);
    expect(await page.locator('body').evaluate((body) => body.textContent)).toContain(
      recorded + final,
    );
    server.close();
  });
}

test('the built package holds streams in a project of its own', ({ launchOptions }, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  for (const name of ['server.js', 'public']) {
    cpSync(path.join('e2e/consumers/plain-page', name), path.join(folder, name), {
      recursive: true,
    });
  }
  const scripts = { start: 'PORT=4172 node server.js' };
  const config = initProject(folder, { scripts, url: 'http://127.0.0.1:4172' });
  // Three that are written, and that of `playhead init`, of a page it has never seen.
  expect(runSpecs(folder, { launchOptions, config, scripts })).toContain('4 passed');
});

test('the built package holds what a back end receives, as the README says', ({
  launchOptions,
}, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  for (const name of ['server.js', 'answer.js', 'trace-headers.js', 'public']) {
    cpSync(path.join('e2e/consumers/express-openai', name), path.join(folder, name), {
      recursive: true,
    });
  }
  cpSync('e2e/package/back-end.fixture.ts', path.join(folder, 'chat.spec.ts'));
  // The ports of the README may be taken here: these are beside those of the consumers.
  const [model, app] = ['4170', '4171'];
  const config = readFileSync('e2e/readme/back-end.config.ts', 'utf8')
    .replaceAll('4010', model)
    .replaceAll('3000', app)
    .replace('playhead serve', `$& --port ${model}`)
    .replace("carrier: 'server'", `$&, server: 'http://127.0.0.1:${model}'`);
  const output = runSpecs(folder, {
    launchOptions,
    config,
    scripts: { start: `PORT=${app} node server.js` },
    files: ['chat.spec.ts'],
  });
  expect(output).toContain('1 passed');
});

test('the built package is used by a consumer with a back end', ({ launchOptions }, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  const consumer = 'e2e/consumers/express-openai';
  const own = (file: string) => !/node_modules|test-results|package/.test(path.basename(file));
  cpSync(consumer, folder, { recursive: true, filter: own });
  const config = readFileSync(`${consumer}/playwright.config.ts`, 'utf8');
  const output = runSpecs(folder, { launchOptions, config, files: ['chat.spec.ts'] });
  expect(output).toContain('7 passed');
});

test('the built package has types', ({}, testInfo) => {
  const folder = testInfo.outputPath('consumer');
  installPackage(folder);
  const app = { scripts: {}, url: 'http://127.0.0.1:4172' };
  initProject(folder, app);
  expect(checkTypes(folder, 'node.mjs', 'held.spec.ts', 'e2e/chat.spec.ts')).toBe('');
  initProject(folder, { ...app, type: 'commonjs' });
  expect(checkTypes(folder, 'e2e/chat.spec.ts')).toBe('');
});
