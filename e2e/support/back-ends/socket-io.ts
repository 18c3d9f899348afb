import { Server } from 'socket.io';
import type { Place } from './back-end.ts';
import { askModel } from './parts/ask-model.ts';
import type { Question } from './parts/message.ts';
import { signalOfClose } from './parts/signal-of-close.ts';

/** Answers `ask` with one event of Socket.IO a message. */
export function socketIo({ server, modelUrl }: Place): void {
  const sockets = new Server(server, { serveClient: false });
  sockets.on('connection', (socket) => {
    const { headers } = socket.handshake;
    const signal = signalOfClose(socket.conn);
    socket.on('ask', async ({ text }: Question) => {
      for await (const { type, ...data } of askModel({ modelUrl, text, headers, signal })) {
        socket.emit(type, data);
      }
    });
  });
}
