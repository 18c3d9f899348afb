import type { Message } from '../../back-ends/parts/message.ts';
import { Answer } from '../parts/answer.ts';
import type { Ask } from '../parts/reading.ts';

/** Receives messages of a web socket. Leaves it open for a next question, as chat apps do. */
export const ask: Ask = (show, reading) =>
  new Answer(show, reading).receive((push, fail) => {
    const socket = new WebSocket(`ws://${location.host}/socket`);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ text: 'Hi' })));
    socket.addEventListener('message', ({ data }) => push(JSON.parse(data as string) as Message));
    socket.addEventListener('close', () => fail(new Error('The socket closed.')));
  });
