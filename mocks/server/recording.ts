import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { mediaType } from '../cassette/media-type.ts';
import { openCassetteWriter } from '../node/cassette-writer.ts';
import type { CompletionRequest } from '../player/channel.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { type CapturedExchange, interactionOf } from '../record/exchange.ts';
import { createRecorder, type Recorder } from '../record/recorder.ts';
import { describeRemoved } from '../record/redaction/describe-removed.ts';
import { isSideCall } from '../record/side-call.ts';
import type { Removed } from '../record/redaction/redactor.ts';
import { missResponse, type RequestHeaders } from '../replay/response-head.ts';
import { pluralize } from '../util/text.ts';
import { forward, type ForwardedHead } from './forward.ts';
import { sendJson } from './http-response.ts';
import type { RecordOptions } from './record-options.ts';
import { abandonedSignal } from './request.ts';
import type { Provider } from './provider.ts';

export interface RecordingContext extends Required<RecordOptions> {
  provider: Provider;
  log: (line: string) => void;
}

export type TrafficRecorder = ReturnType<typeof createTrafficRecorder>;

/**
 * Passes requests on to the provider, and writes down what comes back: after each response, whole.
 * @throws PlayheadError as `openCassetteWriter`
 */
export function createTrafficRecorder({ file, mode, rules, provider, log }: RecordingContext) {
  const writer = openCassetteWriter(file);
  const earlier = mode === 'new' ? (writer.earlier?.interactions ?? []) : [];
  const recorder: Recorder = createRecorder(earlier, { rules });
  const work = new Set<Promise<void>>();
  const closing = new AbortController();

  async function respond(
    request: Request,
    response: Response,
    sent: CompletionRequest,
  ): Promise<void> {
    const name = `${sent.method} ${new URL(sent.url).pathname}`;
    const listener = {
      signal: AbortSignal.any([graceSignal(response), closing.signal]),
      onHead: (head: ForwardedHead) => sendHead(response, head),
      onChunk: (bytes: Buffer) => write(response, bytes),
      onEnd: () => void response.end(),
    };
    const slot = recorder.begin();
    try {
      const forwarded = provider.requestOf(request, sent);
      const exchange = await forward(forwarded, listener);
      const outcome = `${name} → ${exchange.response.status}`;
      if (!isWanted(exchange, provider)) {
        log(`${outcome}, passed on, not recorded: not a request to a model`);
        return;
      }
      const removed = await slot.fill(exchange);
      writer.write(recorder.cassette, mode === 'new' ? writer.comments : '');
      log(`${outcome}, recorded${describeRemoval(removed)}`);
    } catch (error) {
      log(`${name} → not recorded: ${messageOf(error)}`);
      refuse(response, sent, messageOf(error));
    }
  }

  return {
    name: writer.name,
    mode,
    recorder,
    /** Answers a request by what the provider says. */
    respond(request: Request, response: Response, sent: CompletionRequest): Promise<void> {
      const done = respond(request, response, sent).finally(() => work.delete(done));
      work.add(done);
      return done;
    },
    /** Waits for what has come to be written, and lets others record to the file. */
    async close(): Promise<void> {
      closing.abort(new Error('the recorder was stopped'));
      await Promise.allSettled(work);
      writer.close();
      log(summaryOf(writer.name, recorder));
    },
  };
}

function summaryOf(name: string, { count, removed }: Recorder): string {
  if (count === 0) return 'Nothing was recorded.';
  const what = `Recorded ${pluralize(count, 'interaction')} to ${name}`;
  return `${what}${describeRemoval(removed)}. Look at it: npx playhead show ${name}`;
}

function describeRemoval(removed: readonly Removed[]): string {
  const description = describeRemoved(removed);
  return description ? `; removed ${description}` : '';
}

/** Leaves out what only comes through a proxy too, such as a request to a database. */
function isWanted(exchange: CapturedExchange, provider: Provider): boolean {
  const { request } = exchange;
  if (new URL(request.url).origin === provider.base?.origin) return true;
  const interaction = interactionOf(exchange);
  const isJson = mediaType(interaction.response) === 'application/json';
  return (isJson && isSideCall(request)) || !!protocolOf(interaction);
}

function sendHead(response: ServerResponse, { status, statusText, headers }: ForwardedHead): void {
  if (response.destroyed) return;
  response.sendDate = false; // the provider's own is among them
  response.writeHead(status, statusText, headers.flat());
  response.flushHeaders();
}

/** Sends a chunk on. What a slow client has not taken waits: all of it is kept for the cassette anyway. */
function write(response: ServerResponse, bytes: Buffer): void {
  if (!response.destroyed) response.write(bytes);
}

/** Reads on for this long when the client has left: many leave at the last event, before the end. */
const GRACE_MS = 1000;

/** Returns a signal that aborts some time after the client has left. */
function graceSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const left = abandonedSignal(response);
  left.addEventListener('abort', () => {
    timer = setTimeout(() => controller.abort(new Error('the client has left')), GRACE_MS);
    timer.unref();
  });
  return controller.signal;
}

/** Says what went wrong where nothing was sent yet; else the connection is lost, as the provider's was. */
function refuse(response: Response, sent: CompletionRequest, message: string): void {
  if (response.headersSent || response.destroyed) {
    if (!response.writableEnded) response.destroy();
    return;
  }
  const headers: RequestHeaders = { get: (name) => sent.headers[name] };
  const { head } = missResponse({ ...sent, message, received: [] }, headers);
  sendJson(response, { ...head, status: 502, statusText: 'Bad Gateway' }, { error: { message } });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
