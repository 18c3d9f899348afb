import type { Server } from 'node:http';
import type { Express } from 'express';

/** Says where a back end adds its routes, and which model it asks. */
export interface Place {
  app: Express;
  /** Serves the app: what answers by sockets needs more than its routes. */
  server: Server;
  /** Names the base of an OpenAI-compatible API, such as `http://127.0.0.1:1234/v1`. */
  modelUrl: string;
}

export type BackEnd = (place: Place) => void;
