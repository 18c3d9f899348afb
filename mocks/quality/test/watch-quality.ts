import type { JSHandle, Locator } from '@playwright/test';
import type { StreamCursor } from '../../browser/channel.ts';
import { controllers, type ReplayController } from '../../playwright/fixture/controller.ts';
import { pageFunction } from '../../playwright/fixture/page-scripts.ts';
import { isPageClosedError, withHangDetection } from '../../playwright/fixture/page-health.ts';
import type { Playhead } from '../../playhead/playhead.ts';
import { reportStep } from '../../playwright/report/report-step.ts';
import { type ErrorCode, PlayheadError } from '../../util/error.ts';
import { settlesWithin } from '../../util/settles-within.ts';
import type { ElementWatch, Observations } from '../observations.ts';
import { type Measurement, measure, type StreamMetrics } from './metrics.ts';

/** Measures how well an element shows its streams, for `expect(watch).toStreamWell()`. */
export interface QualityWatch {
  /** Computes the metrics so far. */
  metrics(): Promise<StreamMetrics>;
}

type PageStreams = ReturnType<ReplayController['registry']['ofPage']>;
type Positions = ReadonlyMap<PageStreams[number], number>;

interface WatchInternals {
  handle: JSHandle<ElementWatch>;
  measure(): Promise<Measurement>;
}

const LOCATOR_MS = 10_000;
/** Bounds the wait for frames: a document in the background has none. */
const FRAMES_MS = 1000;
/** Bounds the wait for input to settle, which takes 500 ms. */
const INPUT_MS = 5000;

const known = new WeakMap<QualityWatch, WatchInternals>();

/**
 * Starts to watch how well an element shows what streams into it. Call it before the app sends its
 * request: only what is sent afterwards is measured.
 * @param locator an element that stays in the page, such as the log of the conversation
 * @example
 * const quality = await watchQuality(page.getByRole('log'), playhead);
 * await page.getByRole('button', { name: 'Send' }).click();
 * await playhead.finish();
 * await expect(quality).toStreamWell();
 */
export async function watchQuality(locator: Locator, playhead: Playhead): Promise<QualityWatch> {
  const internals = controllers.get(playhead);
  if (!internals) throw invalidKind('playhead', playhead, 'the fixture of playhead/playwright');
  return reportStep(`watch ${String(locator)}`, [], () => startWatch(locator, internals));
}

async function startWatch(locator: Locator, playhead: ReplayController): Promise<QualityWatch> {
  const page = locator.page();
  const script = pageFunction('quality.js', 'watch(given)') as (element: Element) => ElementWatch;
  const handle = await locator.evaluateHandle(script, undefined, { timeout: LOCATOR_MS });
  await settlesWithin(
    handle.evaluate((watch) => watch.begin()),
    FRAMES_MS,
  );
  const before = await positionsOf(playhead.registry.ofPage(page));

  async function measureSoFar(): Promise<Measurement> {
    const observations = await readObservations(locator, handle);
    const after = await positionsOf(playhead.registry.ofPage(page));
    const sent = [...after].map(([stream, to]) => to - (before.get(stream) ?? 0));
    const events = sent.reduce((total, each) => total + each, 0);
    if (events === 0) {
      const hint = 'Call watchQuality() before the app sends its request, then play the stream';
      throw cannotMeasure(locator, 'not-found', 'nothing was sent since', hint);
    }
    const responses = sent.filter((each) => each > 0).length;
    const texts = (cursor?: StreamCursor) => textsAt(playhead, cursor);
    return measure(observations, { events, responses, texts });
  }

  const watch: QualityWatch = { metrics: async () => (await measureSoFar()).metrics };
  known.set(watch, { handle, measure: measureSoFar });
  return watch;
}

/** @throws PlayheadError `bad-option` for anything that `watchQuality` did not return. */
export async function measureQuality(watch: QualityWatch): Promise<Measurement> {
  const internals = known.get(watch);
  if (internals) return internals.measure();
  throw invalidKind('quality watch', watch, 'the result of `await watchQuality(…)`');
}

/** Waits until no layout shift is excused by recent input. */
export async function waitForInputToSettle(watch: QualityWatch): Promise<void> {
  const settled = known.get(watch)?.handle.evaluate((each) => each.inputSettled());
  if (settled) await settlesWithin(settled, INPUT_MS);
}

async function readObservations(
  locator: Locator,
  handle: JSHandle<ElementWatch>,
): Promise<Observations> {
  const page = locator.page();
  const reading = readWhenRendered(handle).catch((cause: unknown) => {
    if (page.isClosed()) {
      throw cannotMeasure(locator, 'ended', 'the page was closed', 'Measure before it closes');
    }
    if (!isPageClosedError(cause)) throw cause;
    const reason = `the page went to ${page.url()}`;
    throw cannotMeasure(locator, 'ended', reason, 'Measure before the page navigates');
  });
  const observations = await withHangDetection(page.mainFrame(), reading);
  if (observations === 'stuck') {
    const reason = 'the script of the page does not return';
    throw cannotMeasure(locator, 'timeout', reason, 'Look for an endless loop in the app');
  }
  if (!observations.isConnected) {
    const hint = 'Watch an element that stays, such as the one around it';
    throw cannotMeasure(locator, 'ended', 'the element has left the page', hint);
  }
  return observations;
}

/** Reads once the page has settled and the browser has reported its last frames. */
async function readWhenRendered(handle: JSHandle<ElementWatch>): Promise<Observations> {
  await handle.evaluate(() => globalThis.playheadPage?.settle());
  await settlesWithin(
    handle.evaluate((watch) => watch.rendered()),
    FRAMES_MS,
  );
  return handle.evaluate((watch) => watch.observations());
}

async function positionsOf(streams: PageStreams): Promise<Positions> {
  await Promise.all(streams.map((stream) => stream.mirror.refresh()));
  return new Map(streams.map((stream) => [stream, stream.position]));
}

function textsAt(playhead: ReplayController, cursor?: StreamCursor): string[] | undefined {
  try {
    return playhead.transcriptAt(cursor).turns.map(({ text }) => text);
  } catch (error) {
    if (error instanceof PlayheadError) return undefined;
    throw error;
  }
}

/** Names the kind of the value alone: a whole page or playhead would flood the message. */
function invalidKind(thing: string, value: unknown, expected: string): PlayheadError {
  const kind = Object.prototype.toString.call(value);
  return new PlayheadError('bad-option', `Invalid ${thing}: expected ${expected}, got ${kind}.`);
}

function cannotMeasure(
  locator: Locator,
  code: ErrorCode,
  reason: string,
  hint: string,
): PlayheadError {
  return new PlayheadError(
    code,
    `Cannot measure how ${String(locator)} streams: ${reason}. ${hint}.`,
  );
}
