import type { JSHandle, Locator } from '@playwright/test';
import { PAGE_OBJECT, type PageObject } from '../../browser/channel.ts';
import type { StreamCursor, Watch } from '../observations.ts';
import { PlayheadError } from '../../util/error.ts';
import type { Transcript } from '../../protocols/transcript.ts';
import { settlesWithin, withHangDetection } from '../../playwright/fixture/hang-detection.ts';
import { watchScript } from '../../playwright/fixture/page-scripts.ts';
import type { StreamRecord } from '../../playwright/fixture/stream.ts';
import { type Measurement, measure, type StreamMetrics } from './metrics.ts';

/** An element that is being watched, for `expect(recording).toStreamWell()`. */
export interface QualityWatch {
  /** The metrics so far. */
  metrics(): Promise<StreamMetrics>;
}

/** What a recording needs of the playhead. */
export interface Streams {
  /** Those of the element's page. */
  all(): readonly StreamRecord[];
  /** What has been told, so far or up to an event. */
  transcript(at?: StreamCursor): Transcript;
}

const TIMEOUT_MS = 10_000;
/** A document that is not shown has no frames to wait for. */
const FRAME_MS = 1000;

/** Input is not recent any more long before. */
const UNTOUCHED_MS = 5000;

const insides = new WeakMap<QualityWatch, Inside>();

interface Inside {
  read(): Promise<Measurement>;
  watch: JSHandle<Watch>;
}

/** Begins to watch an element. */
export async function record(element: Locator, streams: Streams): Promise<QualityWatch> {
  const page = element.page();
  const watch = await element.evaluateHandle(watchScript(), undefined, { timeout: TIMEOUT_MS });
  await settlesWithin(
    watch.evaluate((each) => each.begin()),
    FRAME_MS,
  );
  const before = await positions(streams.all());

  async function read(): Promise<Measurement> {
    const result = await withHangDetection(page.mainFrame(), look(watch)).catch(
      (cause: unknown) => {
        if (page.isClosed()) throw cannot('the page was closed', 'Judge it before');
        if (!isGone(cause)) throw cause;
        throw cannot(`the page went to ${page.url()}`, 'Judge it before the page goes elsewhere');
      },
    );
    if (result === 'stuck') {
      const mend = 'Look for an endless loop in the app';
      throw new PlayheadError('timeout', sentence('the script of the page does not return', mend));
    }
    if (!result.isConnected) {
      const mend = 'Record an element that stays, such as the one around it';
      throw cannot('the element has left the page', mend);
    }
    const after = await positions(streams.all());
    const sent = [...after].map(([stream, to]) => to - (before.get(stream) ?? 0));
    const events = sent.reduce((total, each) => total + each, 0);
    if (events === 0) {
      const mend = 'Record first, then let the app ask and play its stream';
      throw new PlayheadError('not-found', sentence('nothing has been sent meanwhile', mend));
    }
    const responses = sent.filter((each) => each > 0).length;
    return measure(result, { events, responses, texts: (at) => textsOf(streams, at) });
  }

  const recording: QualityWatch = { metrics: async () => (await read()).metrics };
  insides.set(recording, { read, watch });
  return recording;

  function sentence(why: string, mend: string): string {
    return `Cannot judge how ${String(element)} streamed: ${why}. ${mend}.`;
  }

  function cannot(why: string, mend: string): PlayheadError {
    return new PlayheadError('ended', sentence(why, mend));
  }
}

/** @throws PlayheadError `bad-option` where this is no recording. */
export function measured(recording: QualityWatch): Promise<Measurement> {
  const inside = insides.get(recording);
  if (inside) return inside.read();
  throw new PlayheadError(
    'bad-option',
    'Cannot judge how a stream was shown: this is no recording. Give what `await playhead.record(locator)` gives.',
  );
}

/** Waits until what moves is not taken for the doing of the last input any more. */
export async function untouched(recording: QualityWatch): Promise<void> {
  const waits = insides.get(recording)?.watch.evaluate((each) => each.inputSettled());
  if (waits) await settlesWithin(waits, UNTOUCHED_MS);
}

/** What was seen, once the page has come to rest and the browser has told of its last frames. */
async function look(watch: JSHandle<Watch>) {
  await watch.evaluate(
    (_, name) => (globalThis as unknown as Record<string, PageObject>)[name]?.settle(),
    PAGE_OBJECT,
  );
  await settlesWithin(
    watch.evaluate((each) => each.rendered()),
    FRAME_MS,
  );
  return watch.evaluate((each) => each.observations());
}

async function positions(streams: readonly StreamRecord[]): Promise<Map<StreamRecord, number>> {
  await Promise.all(streams.map((stream) => stream.refresh()));
  return new Map(streams.map((stream) => [stream, stream.position]));
}

/** What was said, by both; undefined where no protocol tells. */
function textsOf(streams: Streams, at?: StreamCursor): string[] | undefined {
  try {
    return streams.transcript(at).turns.map(({ text }) => text);
  } catch (error) {
    if (error instanceof PlayheadError) return undefined;
    throw error;
  }
}

function isGone(cause: unknown): boolean {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /closed|destroyed|detached|navigat|crash|disposed|Cannot find context/i.test(message);
}
