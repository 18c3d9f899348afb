import { describe, expect, test } from 'vitest';
import { type Body, bodyBytes, bodyText } from '../wire/body.ts';
import { recordingsOf } from '../matching/recording.ts';
import { readParts } from '../protocols/transcript.ts';
import { deliveryOf } from '../stream/delivery.ts';
import { errorOf } from '../test/error-of.ts';
import { cassette, chunk, interaction, recorded, streamOf, user } from '../test/samples.ts';
import type { Fault } from './fault.ts';
import { applyFault } from './apply-fault.ts';

const EVENTS = [
  streamOf(chunk({ content: 'Hel' })),
  streamOf(chunk({ content: 'lo' })),
  streamOf(chunk({}, {}, 'stop')),
  streamOf('[DONE]'),
];
const [hello] = recordingsOf([cassette(interaction([user('Hi')], EVENTS.join('')))]);
const plain = deliveryOf(hello!.interaction.response);

/** Lists the events after the fault, and the end where that is not a clean one. */
function eventsAfter(fault: Fault, position: number): string[] {
  const { head, events, end } = applyFault(plain, fault, position, hello!);
  const raw = events.map((event) => bodyText(event.raw));
  return [...(head ? [] : ['refused']), ...raw, ...(end === 'close' ? [] : [end])];
}

const [first, second, third, done] = EVENTS as [string, string, string, string];
const withCrLf = (text: string) => text.replaceAll('\n', '\r\n');

describe('applyFault', () => {
  test.each<[Fault, number, string[]]>([
    [{ type: 'refused' }, 0, ['refused']],
    [{ type: 'crlf' }, 0, EVENTS.map(withCrLf)],
    [{ type: 'comments' }, 0, EVENTS.map((event) => `: keep-alive\n\n${event}`)],
    [{ type: 'comments', text: 'PROCESSING' }, 0, EVENTS.map((each) => `: PROCESSING\n\n${each}`)],
    [{ type: 'stall' }, 2, [first, second, 'stall']],
    [{ type: 'stall' }, 0, ['stall']],
    [{ type: 'end' }, 2, [first, second]],
    [{ type: 'disconnect' }, 1, [first, 'disconnect']],
    [{ type: 'disconnect' }, 4, [...EVENTS, 'disconnect']],
    [{ type: 'cut' }, 2, [first, second.slice(0, Math.ceil(second.length / 2))]],
    [{ type: 'bad-json' }, 2, [first, second.replace(/\}\n\n$/, '\n\n'), third, done]],
    [{ type: 'duplicate' }, 1, [first, first, second, third, done]],
    [{ type: 'reorder' }, 1, [second, first, third, done]],
    [{ type: 'flood', times: 3 }, 2, [first, second, second, second, third, done]],
  ])('applies %j after event %i', (fault, position, expected) => {
    expect(eventsAfter(fault, position)).toEqual(expected);
  });

  test('writes CR LF for line ends of every kind, and keeps a byte order mark first', () => {
    const body = '\uFEFFdata: 1\rid: 2\r\nevent: a\n\n';
    const [odd] = recordingsOf([cassette(interaction([user('Hi')], body))]);
    const raw = (fault: Fault) =>
      applyFault(deliveryOf(odd!.interaction.response), fault, 0, odd!).events.map(
        (each) => each.raw,
      );
    expect(raw({ type: 'crlf' })).toEqual(['\uFEFFdata: 1\r\nid: 2\r\nevent: a\r\n\r\n']);
    expect(raw({ type: 'comments' })).toEqual([`\uFEFF: keep-alive\n\n${body.slice(1)}`]);
  });

  test('floods with 5,000 events by default, at once', () => {
    const { events } = applyFault(plain, { type: 'flood' }, 1, hello!);
    expect(events).toHaveLength(5003);
    expect(events.filter(({ atOnce }) => atOnce)).toHaveLength(4999);
  });

  test.each<[Fault, (number | undefined)[]]>([
    [{ type: 'duplicate' }, [100, undefined, undefined, undefined, undefined]],
    [{ type: 'flood', times: 3 }, [100, undefined, undefined, undefined, undefined, undefined]],
    [{ type: 'bad-json' }, [100, undefined, undefined, undefined]],
    [{ type: 'cut' }, [100]],
    [{ type: 'reorder' }, [undefined, 100, undefined, undefined]],
  ])('keeps the pause before the event of %j, once', (fault, pauses) => {
    const slow = applyFault(plain, { type: 'slow', ms: 100 }, 0, hello!);
    const { events } = applyFault(slow, fault, 1, hello!);
    expect(events.map(({ afterMs }) => afterMs)).toEqual(pauses);
  });

  test.each<Fault>([{ type: 'bad-json' }, { type: 'cut' }])(
    'keeps the time of the event of %j',
    (fault) => {
      const flood = applyFault(plain, { type: 'flood', times: 2 }, 1, hello!);
      const { events } = applyFault(flood, fault, 2, hello!);
      expect(events.map(({ atOnce }) => atOnce)[1]).toBe(true);
    },
  );

  test('pauses before the next event', () => {
    const { events } = applyFault(plain, { type: 'slow', ms: 700 }, 2, hello!);
    expect(events.map(({ afterMs }) => afterMs)).toEqual([undefined, undefined, 700, undefined]);
  });

  test.each<[Fault, object, string]>([
    [
      { type: 'status', status: 429 },
      { 'Content-Type': ['application/json'] },
      '{"type":"error","message":"Too Many Requests","error":{"type":"injected_fault","code":429,"message":"Too Many Requests"}}',
    ],
    [
      { type: 'status', status: 529, headers: { 'Retry-After': '2' }, body: 'busy' },
      { 'Retry-After': ['2'] },
      'busy',
    ],
    [{ type: 'status', status: 500, body: '' }, {}, ''],
  ])('replaces the response for %j', (fault, headers, body) => {
    const { head, events, end } = applyFault(plain, fault, 0, hello!);
    expect({ ...head, end }).toEqual({
      code: (fault as { status: number }).status,
      status: expect.stringMatching(/^\d+ \w/) as string,
      headers,
      altered: true,
      end: 'close',
    });
    expect(events.map(({ raw }) => raw)).toEqual(body === '' ? [] : [body]);
  });

  test.each([204, 205, 304])('sends no body with status %i, and rejects one', (status) => {
    const { head, events } = applyFault(plain, { type: 'status', status }, 0, hello!);
    expect(head).toMatchObject({ code: status, headers: {} });
    expect(events).toEqual([]);
    const faults: Fault[] = [
      { type: 'status', status, body: 'busy' },
      { type: 'html', status },
    ];
    for (const fault of faults) {
      const error = errorOf(() => applyFault(plain, fault, 0, hello!));
      expect(error.code).toBe('bad-option');
      expect(error.message).toContain(`status ${status} has no body`);
    }
  });

  test.each([[{ type: 'html' }, 200] as const, [{ type: 'html', status: 502 }, 502] as const])(
    'sends a web page for %j',
    (fault, code) => {
      const { head, events } = applyFault(plain, fault, 0, hello!);
      expect(head).toMatchObject({
        code,
        headers: { 'Content-Type': ['text/html; charset=utf-8'] },
      });
      const page = bodyText(events[0]!.raw);
      expect(page).toMatch(/^<!doctype html>/);
      expect(page, 'names no status that it may not have').not.toMatch(/\d{3}/);
    },
  );

  test('changes the content type alone', () => {
    const { head, events } = applyFault(
      plain,
      { type: 'content-type', value: 'text/plain' },
      0,
      hello!,
    );
    expect(head).toEqual({
      code: 200,
      headers: { 'Content-Type': ['text/plain'] },
      altered: true,
    });
    expect(events).toEqual(plain.events);
    const lower = {
      ...plain,
      head: { code: 200, headers: { 'CONTENT-TYPE': ['a/b'], 'X-A': ['1'] } },
    };
    const fault: Fault = { type: 'content-type', value: 'text/plain' };
    expect(applyFault(lower, fault, 0, hello!).head!.headers).toEqual({
      'Content-Type': ['text/plain'],
      'X-A': ['1'],
    });
  });

  test.each<[Fault, number, string]>([
    [{ type: 'end' }, 4, 'the end already'],
    [{ type: 'slow', ms: 1 }, 4, 'no event comes after'],
    [{ type: 'reorder' }, 4, 'no event comes after'],
    [{ type: 'bad-json' }, 4, 'no JSON object'],
  ])('rejects %j at event %i', (fault, position, words) => {
    const error = errorOf(() => applyFault(plain, fault, position, hello!));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });

  const NO_STREAM = {
    ...hello!.interaction,
    response: { code: 200, headers: {}, body: '{"a":1}' },
  };
  const [whole] = recordingsOf([cassette(NO_STREAM)]);

  test.each<[Fault, string]>([
    [{ type: 'crlf' }, 'does not stream'],
    [{ type: 'comments' }, 'no comments'],
    [{ type: 'error-event' }, 'does not stream'],
  ])('rejects %j where the response does not stream', (fault, words) => {
    const delivery = deliveryOf(NO_STREAM.response);
    const error = errorOf(() => applyFault(delivery, fault, 0, whole!));
    expect(error.code).toBe('bad-option');
    expect(error.message).toContain(words);
  });

  test('cuts and breaks a response that does not stream', () => {
    const delivery = deliveryOf(NO_STREAM.response);
    const raw = (fault: Fault) =>
      applyFault(delivery, fault, 1, whole!).events.map((each) => each.raw);
    expect(raw({ type: 'cut' })).toEqual(['{"a"']);
    expect(raw({ type: 'bad-json' })).toEqual(['{"a":1']);
  });

  const streams = recorded.flatMap(([name, each]) =>
    recordingsOf([each]).flatMap((recording) => {
      const { interaction: played, request, number } = recording;
      const { protocol } = request;
      const streamed = protocol && played.response.code < 400 && request.conversation?.stream;
      return streamed ? [{ name: `${name} ${number}`, recording, protocol }] : [];
    }),
  );

  const FORMS: [file: string, form: string][] = [
    [
      'groq/tool_streaming',
      'data: {"error":{"message":"Hot","type":"server_error","param":null,"code":null}}\n\n',
    ],
    [
      'openrouter/multi_tool_streaming_kimi-k2',
      'data: {"object":"chat.completion.chunk","error":{"code":502,"message":"Hot"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}\n\n',
    ],
    [
      'handmade/openai-responses/tool-loop',
      'event: error\ndata: {"type":"error","sequence_number":1,"code":"server_error","message":"Hot","param":null}\n\n',
    ],
    [
      'handmade/anthropic/tool-loop',
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Hot"}}\n\n',
    ],
    [
      'handmade/google/tool-loop',
      'data: {"error":{"code":503,"message":"Hot","status":"UNAVAILABLE"}}\n\n',
    ],
    ['handmade/ollama/tool-loop', '{"error":"Hot"}\n'],
    ['handmade/ai-sdk-ui/error', 'data: {"type":"error","errorText":"Hot"}\n\n'],
  ];

  test.each(FORMS)('writes the error of the provider: %s', (file, form) => {
    const [recording] = recordingsOf([recorded.find(([name]) => name === file)![1]]);
    const delivery = deliveryOf(recording!.interaction.response);
    const { events } = applyFault(delivery, { type: 'error-event', message: 'Hot' }, 1, recording!);
    expect(events[1]!.raw).toBe(form);
  });

  test.each(streams)('writes an error that the transcript reads: $name', (stream) => {
    const { recording, protocol } = stream;
    const { response } = recording.interaction;
    const recordedParts = readParts(protocol, response);
    const { events } = applyFault(
      deliveryOf(response),
      { type: 'error-event', message: 'Too hot' },
      1,
      recording,
    );
    const parts = readParts(protocol, response, events);
    expect(events).toHaveLength(2);
    expect(parts[0]).toEqual(recordedParts[0]);
    expect(parts[1]).toContainEqual({ type: 'error', message: 'Too hot' });
  });

  test.each(streams)('keeps the bytes of the other events: $name', ({ recording }) => {
    const delivery = deliveryOf(recording.interaction.response);
    const bytes = (bodies: Body[]) => bodies.map((body) => [...bodyBytes(body)]);
    const own = bytes(delivery.events.map(({ raw }) => raw));
    const raw = (fault: Fault, position: number) =>
      bytes(applyFault(delivery, fault, position, recording).events.map((each) => each.raw));
    expect(raw({ type: 'stall' }, 1)).toEqual(own.slice(0, 1));
    expect(raw({ type: 'duplicate' }, 1)).toEqual([own[0], ...own]);
    const half = own[0]!.slice(0, Math.ceil(own[0]!.length / 2));
    expect(raw({ type: 'cut' }, 1)).toEqual([half]);
  });
});
