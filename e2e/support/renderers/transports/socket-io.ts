import { io } from 'socket.io-client';
import type { Message } from '../../back-ends/parts/message.ts';
import { Answer } from '../parts/answer.ts';
import type { Ask } from '../parts/reading.ts';

/** Receives events of Socket.IO: by polling at first, then by a web socket, as it does by default. */
export const ask: Ask = (show, reading) =>
  new Answer(show, reading).receive((push, fail) => {
    const socket = io();
    socket.onAny((type: string, data: object) => push({ type, ...data } as Message));
    socket.on('disconnect', (reason) => fail(new Error(`The socket closed: ${reason}.`)));
    socket.emit('ask', { text: 'Hi' });
  });
