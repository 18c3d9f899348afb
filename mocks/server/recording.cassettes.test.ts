import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Dispatcher, fetch, getGlobalDispatcher, ProxyAgent } from 'undici';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { eventsOf } from '../cassette/events.ts';
import { readCassette } from '../node/cassette-files.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { wrongFields } from '../test/go-vcr.ts';
import { playing, startProvider } from '../test/provider.ts';
import { recorded } from '../test/samples.ts';
import { serving } from '../test/serving.ts';
import { bodyBytes } from '../wire/body.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = path.join(folder, 'chat.yaml');
});

/** Sends what was recorded to another address; returns the bytes of the response. */
async function send(
  { request }: Interaction,
  base: string,
  dispatcher: Dispatcher = getGlobalDispatcher(),
): Promise<Uint8Array> {
  const { pathname, search } = new URL(request.url);
  const { method, body } = request;
  const sent = method === 'GET' ? null : bodyBytes(body);
  const response = await fetch(base + pathname + search, { method, body: sent, dispatcher });
  return new Uint8Array(await response.arrayBuffer());
}

/** What a recording has to keep of an interaction. */
const kept = ({ request, response }: Interaction) => ({
  method: request.method,
  path: new URL(request.url).pathname + new URL(request.url).search,
  request: request.body,
  code: response.code,
  type: response.headers['Content-Type'],
  events: eventsOf(response).map(({ raw }) => raw),
});

/** Checks that a file holds what a cassette does. */
function expectSame(cassette: Cassette): void {
  const written = readCassette(file);
  expect(wrongFields(readFileSync(file, 'utf8'))).toEqual([]); // of go-vcr
  expect(written.interactions.map(kept)).toEqual(cassette.interactions.map(kept));
  for (const { response } of written.interactions) {
    const sizes = response.chunk_sizes ?? [];
    const length = sizes.reduce((sum, size) => sum + size, 0);
    if (sizes.length > 0) expect(length).toBe(bodyBytes(response.body).length);
    if (response.event_times) expect(response.event_times).toHaveLength(eventsOf(response).length);
  }
}

test.each(recorded)('%s is recorded event for event', async (_name, cassette) => {
  const to = await startProvider(playing(cassette));
  const server = await serving({ to, record: { file } });
  for (const interaction of cassette.interactions) {
    expect(await send(interaction, server.url)).toEqual(bodyBytes(interaction.response.body));
  }
  await server.close();
  expectSame(cassette);
});

/** The first cassette of each protocol, and of Amazon's frames. */
const ofEach = [
  ...new Map(
    recorded.toReversed().map((each) => {
      const [first = expect.fail()] = each[1].interactions;
      return [`${protocolOf(first)?.name} ${typeof first.response.body}`, each];
    }),
  ).values(),
];

describe('through the proxy', () => {
  const authorities = mkdtempSync(path.join(tmpdir(), 'playhead-'));
  afterAll(() => rmSync(authorities, { recursive: true }));

  test.each(ofEach)('%s is recorded event for event', async (_name, cassette) => {
    const provider = await startProvider(playing(cassette));
    const certificateFile = path.join(authorities, 'ca.pem');
    const server = await serving({ proxy: true, certificateFile, record: { file } });
    const dispatcher = new ProxyAgent({ uri: server.url, proxyTunnel: true });
    onTestFinished(() => dispatcher.destroy());
    for (const interaction of cassette.interactions) {
      const bytes = await send(interaction, provider, dispatcher);
      expect(bytes).toEqual(bodyBytes(interaction.response.body));
    }
    await server.close();
    expectSame(cassette);
  });
});
