import { type RawData, WebSocketServer } from 'ws';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { signalOfClose } from './parts/signal-of-close.ts';

/** Answers each question that comes by a socket with messages of JSON. */
export function webSocket({ server, modelUrl }: Place): void {
  const sockets = new WebSocketServer({ server, path: '/socket' });
  sockets.on('connection', (socket, { headers }) => {
    const signal = signalOfClose(socket);
    const answer = async (data: RawData): Promise<void> => {
      const { text } = JSON.parse((data as Buffer).toString()) as Question;
      for await (const message of askModel({ modelUrl, text, headers, signal })) {
        socket.send(JSON.stringify(message));
      }
    };
    socket.on('message', (data) => void answer(data));
  });
}
