import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../../listen.ts';

/** Is a request that the test answers, piece by piece. */
export class ModelRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Tells once it is over whether it was answered to its end. */
  readonly answered: Promise<boolean>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, body: unknown, response: ServerResponse) {
    this.headers = request.headers;
    this.body = body;
    this.#response = response;
    this.answered = new Promise((resolve) => {
      response.once('close', () => resolve(response.writableFinished));
    });
  }

  /** Sends events with these texts, in one write. */
  send(...texts: string[]): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    }
    this.#response.write(texts.map((content) => event({ content }, null)).join(''));
  }

  /** Sends the finish reason, without which some readers do not call it an end, and the end mark. */
  end(): void {
    this.#response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
  }

  fail(status: number, message: string): void {
    this.#response
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ error: { message } }));
  }
}

export interface ScriptedModel {
  url: string;
  /** Waits for the next request. */
  next: () => Promise<ModelRequest>;
  close: () => void;
}

/** Starts a model that answers nothing by itself. */
export async function startModel(): Promise<ScriptedModel> {
  const { readable, writable } = new TransformStream<ModelRequest, ModelRequest>();
  const requests = readable.getReader();
  const arrived = writable.getWriter();
  const server = createServer((request, response) => {
    void json(request).then((body) => arrived.write(new ModelRequest(request, body, response)));
  });
  return {
    url: `${await listen(server)}/v1`,
    next: async () => (await requests.read()).value!,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function event(delta: { content?: string }, finishReason: 'stop' | null): string {
  const chunk = { id: 'toy', choices: [{ index: 0, delta, finish_reason: finishReason }] };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
