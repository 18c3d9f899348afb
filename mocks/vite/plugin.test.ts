import { once } from 'node:events';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { build, createServer, type Rollup, type ViteDevServer } from 'vite';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Cassette, RecordedResponse } from '../cassette/cassette.ts';
import { readCassette } from '../node/cassette-files.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { playhead } from './plugin.ts';

const GROQ = 'cassettes/groq/tool_streaming.yaml';

test('a built page has the cassette, and not the YAML parser', async () => {
  const root = temporaryFolder();
  copyFileSync(GROQ, path.join(root, 'groq.yaml'));
  writeFileSync(path.join(root, 'unused.yaml'), cassetteText('{}', 'never asked for'));
  const withParser = await built(root, [
    `import { cassetteHandlers, parseCassette } from 'playhead';`,
    `console.log(cassetteHandlers(parseCassette(document.title)));`,
  ]);
  const { code, modules } = await built(root, [
    `import { cassetteHandlers, transcript } from 'playhead';`,
    `import groq from './groq.yaml?cassette';`,
    `import './unused.yaml?cassette';`,
    `console.log(cassetteHandlers(groq), transcript(groq));`,
  ]);
  expect(code.includes("What's the weather in Florence,Italy?")).toBe(true);
  expect(code.includes('never asked for')).toBe(false);
  const parser = /node_modules\/yaml\//;
  expect(withParser.modules.filter((id) => parser.test(id)).length).toBeGreaterThan(10);
  expect(modules.filter((id) => parser.test(id))).toEqual([]);
});

test('a cassette is what the file holds, under a name that is the same everywhere', async () => {
  const { server, root } = await serve();
  copyFileSync(GROQ, path.join(root, 'groq.yaml'));
  const groq = await importCassette(server, './groq.yaml');
  expect(groq).toEqual({ ...readCassette(GROQ), file: 'groq.yaml' });
});

test('what JSON or a script might change survives', async () => {
  const { server, root } = await serve();
  const body = String.raw`"\u2028 \U0001F600 </script> \0 \r\n ${'`${1}`'} ' \\u0041"`;
  writeFileSync(path.join(root, 'text.yaml'), cassetteText('{ __proto__: [a] }', body));
  writeFileSync(path.join(root, 'bytes.yaml'), cassetteText('{}', '!!binary /wDA'));
  const { body: words, headers } = await importResponse(server, './text.yaml');
  expect(words).toBe("\u2028 \u{1F600} </script> \0 \r\n `${1}` ' \\u0041");
  expect(Object.entries(headers)).toEqual([['__proto__', ['a']]]);
  const { body: bytes } = await importResponse(server, './bytes.yaml');
  expect(bytes).toEqual({ base64: '/wDA' });
});

test('a comment that names a source map stays, though Vite takes it out', async () => {
  const { server, root } = await serve();
  const body = '"code\n    //# sourceMappingURL=data:application/json;base64,e30=\n    more"';
  writeFileSync(path.join(root, 'map.yaml'), cassetteText('{}', body));
  const { body: words } = await importResponse(server, './map.yaml');
  expect(words).toBe('code //# sourceMappingURL=data:application/json;base64,e30= more');
});

test.each([
  'a b.yaml',
  'ä é 日本.yaml',
  '100%.yaml',
  '%20.yaml',
  "it's.yaml",
  '[a](b).yaml',
  'a&cassette=1.yaml',
])('a file may be named %s', async (name) => {
  const { server, root } = await serve();
  copyFileSync(GROQ, path.join(root, name));
  expect((await importCassette(server, `./${name}`)).file).toBe(name);
});

test('import.meta.glob finds cassettes', async () => {
  const { server, root } = await serve();
  mkdirSync(path.join(root, 'cassettes/groq'), { recursive: true });
  copyFileSync(GROQ, path.join(root, 'cassettes/groq/tool.yaml'));
  copyFileSync(GROQ, path.join(root, 'cassettes/one.yaml'));
  writeFileSync(
    path.join(root, 'main.js'),
    `export default import.meta.glob('./cassettes/**/*.yaml', { query: '?cassette', import: 'default', eager: true });
     export const none = import.meta.glob('./none/**/*.yaml', { query: '?cassette' });`,
  );
  const { default: found, none } = await server.ssrLoadModule('/main.js');
  expect(Object.values(found as Record<string, Cassette>).map(({ file }) => file)).toEqual([
    'cassettes/groq/tool.yaml',
    'cassettes/one.yaml',
  ]);
  expect(none).toEqual({});
});

test('a file that has changed is read again', async () => {
  const { server, root } = await serve();
  const file = path.join(root, 'a.yaml');
  writeFileSync(file, cassetteText('{}', 'before'));
  expect((await importResponse(server, './a.yaml')).body).toBe('before');
  writeFileSync(file, cassetteText('{}', 'after'));
  server.watcher.emit('change', file);
  await expect.poll(async () => (await importResponse(server, './a.yaml')).body).toBe('after');
});

test.each(['raw', 'raw&cassettes', 'mycassette', 'cassettes'])(
  'an import with ?%s is left to others',
  async (query) => {
    const { server, root } = await serve();
    writeFileSync(path.join(root, 'a.yaml'), 'export default 5;');
    const { default: value } = await server.ssrLoadModule(`/a.yaml?${query}`);
    expect(value).toBe(query.startsWith('raw') ? 'export default 5;' : 5);
  },
);

test('a bundler that watches gets the path of the file, which the id is not', () => {
  type Transform = (this: object, code: string, id: string) => unknown;
  const { transform } = playhead() as { transform: Transform };
  const addWatchFile = vi.fn<(file: string) => void>();
  const file = path.resolve(GROQ);
  transform.call({ addWatchFile }, '', `${file}?cassette`);
  expect(addWatchFile).toHaveBeenCalledExactlyOnceWith(file);
});

test.each([
  ['broken YAML', 'version: 2\ninteractions: [\n  a: "b', 3, 8],
  ['a key that is missing', 'version: 2\nother: 1', 1, 1],
  ['an empty file', '', 1, 1],
])('%s is an error at its place, with the line', async (_, text, line, column) => {
  const { server, root } = await serve();
  const file = path.join(root, 'a.yaml');
  writeFileSync(file, text);
  const error = await viteError(server, '/a.yaml?cassette');
  expect(error).toMatchObject({ id: file, loc: { file, line, column }, plugin: 'playhead' });
  expect(error.stack).toBe('');
  expect(error.message).toMatch(/^Cannot read cassette .*a\.yaml:\d+:\d+: .+\.$/);
  const [shown = '', caret = ''] = error.frame!.split('\n');
  expect(shown).toBe(`${line} | ${text.split('\n')[line - 1]}`);
  expect(caret.indexOf('^')).toBe(`${line} | `.length + column - 1);
});

test.each([
  ['a file that does not exist', './none.yaml'],
  ['a folder', './folder.yaml'],
])('%s is an error of Vite that names both files', async (_, name) => {
  const { server, root } = await serve();
  mkdirSync(path.join(root, 'folder.yaml'));
  writeFileSync(path.join(root, 'main.js'), `import '${name}?cassette';`);
  const error = await viteError(server, '/main.js');
  expect(error.message).toMatch(
    /^Failed to resolve import "\.\/\S+\?cassette" from ".*main\.js"\./,
  );
  await expect(server.ssrLoadModule('/main.js')).rejects.toThrow(
    /^(?!Cannot read cassette).*\.yaml\?cassette/,
  );
});

test('a file that is gone when the page loads it is an error of Vite', async () => {
  const { server } = await serve();
  const error = await viteError(server, '/gone.yaml?cassette');
  expect(error.message).toMatch(/^Failed to load url \/gone\.yaml\?cassette /);
});

test.each([
  ['a cassette outside the folders that the server may read', 'other/a.yaml', 403],
  ['a file that it never serves', 'app/.env', 403],
  ['a path that climbs out', 'app/../other/a.yaml', 403],
  ['a cassette of the app', 'app/a.yaml', 200],
])('a page that requests %s gets what Vite allows', async (_, name, status) => {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  for (const each of ['app', 'other']) mkdirSync(path.join(folder, each));
  write('other/a.yaml', cassetteText('{}', 'words'));
  write('app/a.yaml', cassetteText('{}', 'words'));
  write('app/.env', 'words: "');
  const { server } = await serve(path.join(folder, 'app'));
  for (const query of ['import&cassette', 'cassette', 'cassette&import', 'import&cassette&t=1']) {
    const answer = await request(server, `/@fs/${folder}/${name}?${query}`);
    expect([query, answer.status]).toEqual([query, status]);
    expect(answer.body.includes('words')).toBe(status === 200);
  }
});

test('a build may read a cassette outside its root', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'app'));
  writeFileSync(path.join(folder, 'a.yaml'), cassetteText('{}', 'words'));
  const lines = [`import a from '../a.yaml?cassette';`, 'console.log(a);'];
  expect((await built(path.join(folder, 'app'), lines)).code).toContain('words');
});

function cassetteText(headers: string, body: string): string {
  return `interactions:
- request: { method: POST, url: https://a.example/v1/chat/completions }
  response: { code: 200, headers: ${headers}, body: ${body} }
`;
}

type ViteError = Rollup.RollupError & { loc: object };

async function viteError(server: ViteDevServer, url: string): Promise<ViteError> {
  const error: unknown = await server.transformRequest(url).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  return error as ViteError;
}

/** Builds a page of these lines, and gives what it is made of. */
async function built(root: string, lines: string[]): Promise<{ code: string; modules: string[] }> {
  writeFileSync(path.join(root, 'main.js'), lines.join('\n'));
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [playhead()],
    resolve: { alias: { playhead: path.resolve('mocks/index.ts') } },
    build: { write: false, minify: false, rolldownOptions: { input: path.join(root, 'main.js') } },
  })) as Rollup.RollupOutput;
  const [{ code, modules }] = output;
  const rendered = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0);
  return { code, modules: rendered.map(([id]) => id) };
}

async function serve(root = temporaryFolder()): Promise<{ server: ViteDevServer; root: string }> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [playhead()],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null, fs: { allow: [root] } },
  });
  onTestFinished(() => server.close());
  return { server, root };
}

/** Requests a path of a server as it stands: `fetch` would resolve its dots. */
async function request(
  { middlewares }: ViteDevServer,
  target: string,
): Promise<{ status: number | undefined; body: string }> {
  const listening = http.createServer(middlewares).listen(0, '127.0.0.1');
  onTestFinished(() => void listening.close());
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const sent = http.get({ host: '127.0.0.1', port, path: target, agent: false });
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, body: await textOf(response) };
}

/** Imports a cassette as a module of an app does. */
async function importCassette(server: ViteDevServer, name: string): Promise<Cassette> {
  const file = path.join(server.config.root, 'main.js');
  writeFileSync(file, `export { default } from ${JSON.stringify(`${name}?cassette`)};`);
  server.moduleGraph.onFileChange(file);
  try {
    return (await server.ssrLoadModule('/main.js'))['default'] as Cassette;
  } finally {
    rmSync(file);
  }
}

async function importResponse(server: ViteDevServer, name: string): Promise<RecordedResponse> {
  return (await importCassette(server, name)).interactions[0]!.response;
}
