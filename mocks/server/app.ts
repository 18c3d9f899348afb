import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { ClosedError } from '../node/json-channel.ts';
import type { CompletionRequest } from '../player/channel.ts';
import { type PlayerResponse, sendAtOnce } from '../player/player.ts';
import type { CapturedExchange } from '../record/exchange.ts';
import { preflightHead, type RequestHeaders, responseHead } from '../replay/response-head.ts';
import { sendAnswer, sendHead, sendJson } from './http-response.ts';
import { forward, type ForwardedRequest } from './forward.ts';
import { requestName } from '../util/masked-url.ts';
import { findModels, isModelsRequest } from './models.ts';
import type { Provider } from './provider.ts';
import type { TrafficRecorder } from './recording.ts';
import { abandonedSignal, completionRequest } from './request.ts';
import { reasonOf } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { Standalone } from './standalone.ts';

export interface AppOptions {
  sessions: Sessions;
  /** Answers while no test is running. */
  standalone: Standalone;
  /** Where requests go that a test records. */
  provider: Provider;
  /** Passes on what is to be recorded while no test is running; undefined: nothing. */
  recording: TrafficRecorder | undefined;
  /** Called with one line for each request. */
  log: (line: string) => void;
}

/** Bounds the body of a request: pictures and files of a conversation are in it. */
const BODY_LIMIT = '64mb';

const NOTHING_TO_ANSWER =
  "no test with carrier: 'server' is running, and the server was started without cassettes. Start a test, or pass cassettes to playhead serve";

/** Creates the server's application: it answers requests to the model. */
export function createApp({ sessions, standalone, provider, recording, log }: AppOptions): Express {
  async function findAnswer(
    request: CompletionRequest,
    received: Request,
    signal: AbortSignal,
  ): Promise<{ answer: PlayerResponse; by: string }> {
    const owner = await sessions.findOwner(request);
    if (!owner) return { answer: respondAlone(request, signal), by: 'the cassettes' };
    if ('send' in owner) return { answer: sendAtOnce(owner.send, { signal }), by: 'sideCalls' };
    if ('problem' in owner) {
      for (const session of owner.concerns) session.reportUnanswered(owner.problem);
      return { answer: missAnswer(request, owner.problem), by: 'no test' };
    }
    const { session } = owner;
    const by = `"${session.info.title}"`;
    try {
      const answer = await session.player.respond(request, {
        signal,
        makeExchange: async () => exchangeOf(provider.requestOf(received, request), signal),
      });
      if (answer) return { answer, by };
      throw new ClosedError();
    } catch (error) {
      const problem = problemOf(request, error);
      session.reportUnanswered(problem);
      return { answer: missAnswer(request, problem), by };
    }
  }

  function respondAlone(request: CompletionRequest, signal: AbortSignal): PlayerResponse {
    if (standalone.isEmpty)
      return missAnswer(request, problemOf(request, new Error(NOTHING_TO_ANSWER)));
    try {
      return standalone.respond(request, signal);
    } catch (error) {
      return missAnswer(request, problemOf(request, error)); // of a function of the user
    }
  }

  function isRecorded(request: CompletionRequest): boolean {
    if (!recording || sessions.running.length > 0) return false;
    if (recording.mode === 'all') return true;
    const isListed = isModelsRequest(request) && standalone.models.length > 0;
    return !isListed && !standalone.hasAnswer(request);
  }

  async function respond(request: Request, response: Response): Promise<void> {
    const headers = headersOf(request);
    if (request.method === 'OPTIONS') {
      sendHead(response, preflightHead(headers));
      response.end();
      return;
    }
    const sent = completionRequest(request);
    // Without the query, which can hold a key.
    const started = `${sent.method} ${(request.secure ? sent.url : request.originalUrl).replace(/\?.*/s, '')}`;
    if (recording && isRecorded(sent)) {
      await recording.respond(request, response, sent);
      return;
    }
    const models = await findModels(sent, { sessions, standalone });
    if (models) {
      log(`${started} → 200 (the models)`);
      sendJson(response, responseHead({ code: 200, headers: {} }, headers), models);
      return;
    }
    const { answer, by } = await findAnswer(sent, request, abandonedSignal(response));
    log(`${started} → ${describeOutcome(answer, by)}`);
    await sendAnswer(response, answer, headers);
  }

  const app = express();
  app.disable('x-powered-by');
  app.get('/playhead', (_request, response) => void response.send('Playhead is ready.\n'));
  app.use(express.raw({ type: () => true, limit: BODY_LIMIT }), passErrors(respond), explainError);
  return app;
}

/** Passes on what a handler rejects with: Express 4 does not wait for its promise. */
function passErrors(
  handle: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return async (request, response, next) => {
    try {
      await handle(request, response);
    } catch (error) {
      next(error);
    }
  };
}

/** Makes the exchange of a request with the provider, whole; undefined where the client leaves before that. */
async function exchangeOf(
  request: ForwardedRequest,
  signal: AbortSignal,
): Promise<CapturedExchange | undefined> {
  try {
    return await forward(request, { signal, onHead: () => {}, onChunk: () => {}, onEnd: () => {} });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** Makes the answer to a request that cannot be answered, in the form of a miss. */
function missAnswer({ method, url }: CompletionRequest, message: string): PlayerResponse {
  return { miss: { method, url, message, received: [] } };
}

function problemOf(request: CompletionRequest, error: unknown): string {
  return `Cannot answer ${requestName(request)}: ${reasonOf(error)}.`;
}

/** Gives the headers that the head of a response depends on. */
function headersOf(request: Request): RequestHeaders {
  return { get: (name) => request.get(name) };
}

/** Describes an answer for the log, which names the request itself: a miss loses its `Cannot answer …:`. */
function describeOutcome(answer: PlayerResponse, by: string): string {
  if ('miss' in answer) {
    const [first = ''] = answer.miss.message.split('\n');
    return `501 (${by}): ${first.replace(/^Cannot answer .*?: /, '').replace(/\.$/, '')}`;
  }
  return `${answer.head?.code ?? 'connection refused'} (${by})`;
}

/** Says what is wrong with a request that cannot be read, such as one that is too large. */
const explainError: ErrorRequestHandler = (
  error: Error & { status?: number },
  request,
  response,
  next,
) => {
  if (response.headersSent) return next(error);
  const message = `Cannot read the request: ${error.message}.`;
  const head = responseHead({ code: error.status ?? 500, headers: {} }, headersOf(request));
  sendJson(response, head, { type: 'error', error: { message } });
};
