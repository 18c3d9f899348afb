import { HttpResponse, type RequestHandler } from 'msw';
import type { Cassette } from '../cassette/cassette.ts';
import type { Route } from '../matching/route.ts';
import type { Player } from '../player/player.ts';
import type { Playhead } from '../playhead/playhead.ts';
import { parseTimeout } from '../playhead/timeout.ts';
import { clock } from '../stream/clock.ts';
import { checkPace, type Pace } from '../stream/pace.ts';
import { checkOptions, type OptionChecks } from '../util/check-options.ts';
import { HANDLER_CHECKS, type HandlerOptions, routeHandlers } from './handlers.ts';
import { createHeldStreams } from './held-streams.ts';
import { missResponse, responseOf } from './response.ts';

/** Options of `createPlayhead`: those of `cassetteHandlers` that answer requests, and two of its own. */
export interface CreatePlayheadOptions extends Omit<
  HandlerOptions,
  'pace' | 'frozenAt' | 'onMatch' | 'onMiss'
> {
  /** The times at which events go out; `'manual'`: when the test says so. Default: `'manual'`. */
  pace?: Pace | 'manual';
  /**
   * How long the verbs wait for the app, in milliseconds, up to 2,147,483,647; 0 for no limit.
   * Default: 4000, so that their own error comes before the runner's, which most give after 5 s.
   */
  timeout?: number;
}

/** The test's hold on the streams that MSW request handlers send. */
export interface HandlerPlayhead extends Playhead {
  /** Answer the requests of the app: for `setupServer`, `setupWorker` or `use`. */
  readonly handlers: RequestHandler[];
  /**
   * Checks, at the end of a test, that the app has sent every recorded request, and no other one.
   * @throws PlayheadError `unused` that lists the interactions that the app has not requested; `miss` where
   *   it has sent a request that was not recorded.
   */
  assertAllUsed: () => void;
  /** Ends the streams that are still open, and the verbs that wait, with an error; a later request fails. */
  close: () => void;
}

/** Where an app reads its responses. */
export interface AppEnvironment {
  /** Waits until all has been rendered; false where that never ends. */
  settle: () => Promise<boolean>;
  /** Makes the response to a request of the app. */
  respond: (player: Player, request: Request) => Promise<Response>;
  /** Watches no more requests of the playhead, which is closed. */
  close?: () => void;
}

const TIMEOUT_MS = 4000;
/** React takes several for a render, its effects, the state that they set, and the render of that. */
const TURNS = 10;

const { frozenAt: _frozenAt, onMatch: _onMatch, onMiss: _onMiss, ...shared } = HANDLER_CHECKS;
const CHECKS: OptionChecks<CreatePlayheadOptions> = {
  ...shared,
  pace: (value) => void (value === 'manual' || checkPace(value, ['manual', 'instant', 'recorded'])),
  timeout: (value) => void parseTimeout(value),
};

/**
 * Creates a playhead and the MSW request handlers that it holds, for tests without Playwright: unit
 * tests in Node, in jsdom and in happy-dom. In a real browser, take the one of `playhead/browser`.
 *
 * A verb resolves when the app has read the events, and ten turns of the event loop have run: enough for
 * renders and effects. What an app renders by timers of its own may come later.
 *
 * @throws PlayheadError `bad-cassette`, `bad-body`, `bad-value` or `bad-option`, before the first request.
 * @example
 * const playhead = createPlayhead(cassette);
 * server.use(...playhead.handlers);
 * const answer = ask('Hi'); // the code under test
 * await playhead.until('text');
 * await playhead.finish();
 * expect(await answer).toBe('Hello');
 */
export function createPlayhead(
  cassettes: Cassette | readonly Cassette[],
  options: CreatePlayheadOptions = {},
): HandlerPlayhead {
  return createPlayheadIn(() => PROCESS, cassettes, options);
}

/** Creates a playhead for an app in such an environment. */
export function createPlayheadIn(
  environment: (routes: readonly Route[]) => AppEnvironment,
  cassettes: Cassette | readonly Cassette[],
  options: CreatePlayheadOptions,
): HandlerPlayhead {
  const { pace = 'manual', chunking = 'event', timeout, ...rest } = checkOptions(options, CHECKS);
  const held = { ...rest, pace, chunking, timeout: timeout ?? TIMEOUT_MS };
  const all = Array.isArray(cassettes) ? cassettes : [cassettes];
  const streams = createHeldStreams(all, held, () => settle());
  const { replay, player, playhead, assertAllUsed } = streams;
  const { settle, respond, close: leave } = environment(replay.routes);
  const handlers = routeHandlers(replay.routes, (request) => respond(player, request));
  const close = () => {
    streams.close();
    leave?.();
  };
  // Its getters must stay getters.
  return Object.defineProperties(
    { handlers, assertAllUsed, close },
    { ...Object.getOwnPropertyDescriptors(playhead) },
  ) as HandlerPlayhead;
}

/** The process of a test runner: no page tells when it has rendered. */
const PROCESS: AppEnvironment = {
  async settle() {
    for (let turn = 0; turn < TURNS; turn++) await clock.turn();
    return true;
  },
  async respond(player, request) {
    const { method, url, signal } = request;
    const headers = Object.fromEntries(request.headers);
    const body = await request.clone().text();
    const sent = { method, url, headers, body, fromWorker: false };
    const answer = await player.respond(sent, { signal, makeExchange: async () => undefined });
    if (!answer) return HttpResponse.error();
    if ('miss' in answer) return missResponse(answer.miss, request);
    return responseOf(answer.head, answer.playback, request);
  },
};
