import type { Cassette } from '../cassette/cassette.ts';
import type { Exchange } from '../protocols/plan-conversation.ts';
import { createReplay } from '../replay/replay.ts';
import { chunkSizes } from '../stream/chunking.ts';
import { bodyBytes } from '../wire/body.ts';
import { joinEvents } from '../wire/events.ts';

export const TEXT = ['The süm', ' is 5', ', and it is 40 °C 👍'];
/** A tool loop with all that an answer can say. */
export const LOOP: Exchange[] = [
  [
    'Add, and tell me the weather',
    [
      {
        reasoning: ['Two tools', ' are needed.'],
        text: ['Let me', ' see.'],
        toolCalls: [
          { name: 'add', arguments: ['{"a":', '2,"b":3', '}'], result: '5' },
          { name: 'weather', arguments: { place: 'Florence' }, result: '40 °C' },
        ],
        usage: { input: 12, output: 34 },
      },
      { text: TEXT, usage: { input: 56, output: 7 } },
    ],
  ],
];
/** One whose tool the provider runs. */
export const SERVER_LOOP: Exchange[] = [
  [
    LOOP[0]![0],
    [
      {
        toolCalls: [
          { name: 'add', arguments: ['{"a":2,', '"b":3}'], providerExecuted: true, result: '5' },
        ],
      },
      { text: TEXT },
    ],
  ],
];

/** What its tools return. */
export const RESULTS: Record<string, string> = { add: '5', weather: '40 °C' };
export const QUESTION = LOOP[0]![0];

/** Makes a `fetch` that replays a cassette in random chunks; a miss is an error of the test. */
export function replayingFetch(cassette: Cassette) {
  const replay = createReplay([cassette]);
  const sent: { url: string; body: unknown }[] = [];
  const sizes = chunkSizes({ seed: 7 });
  const replayed: typeof fetch = async (input, init) => {
    const { method, url, body } = new Request(input, init);
    const text = body ? await new Response(body).text() : '';
    sent.push({ url, body: JSON.parse(text) as unknown });
    const reply = replay.respond({ method, url, body: text });
    if ('miss' in reply) throw new Error(reply.miss.message);
    const { head, events } = reply.delivery;
    const bytes = bodyBytes(joinEvents(events));
    let at = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        const size = sizes() ?? bytes.length;
        controller.enqueue(bytes.slice(at, at + size));
        at += size;
      },
    });
    const headers = new Headers();
    for (const [name, values] of Object.entries(head!.headers)) headers.set(name, values.join());
    return new Response(stream, { status: head!.code, headers });
  };
  return { fetch: replayed, sent };
}
