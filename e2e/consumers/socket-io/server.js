import { createServer } from 'node:http';
import express from 'express';
import OpenAI from 'openai';
import { Server } from 'socket.io';

// Sends no headers of the page on to the model: a socket has them once, whatever is asked by it later.
const openai = new OpenAI({ maxRetries: 0 });

const server = createServer(express().use(express.static('public')));
new Server(server).on('connection', (socket) => {
  let asking = new AbortController();
  socket.on('ask', (question) => {
    asking = new AbortController();
    void answer(socket, question, asking.signal);
  });
  socket.on('stop', () => asking.abort());
  socket.on('disconnect', () => asking.abort());
});
server.listen(Number(process.env.PORT), '127.0.0.1');

async function answer(socket, question, signal) {
  const messages = [{ role: 'user', content: question }];
  try {
    const body = { model: 'gpt-4o-mini', stream: true, messages };
    const chunks = await openai.chat.completions.create(body, { signal });
    for await (const { choices } of chunks) {
      const text = choices[0]?.delta.content;
      if (text) socket.emit('text', text);
    }
    if (!signal.aborted) socket.emit('done');
  } catch (error) {
    if (!signal.aborted) socket.emit('failed', error.message);
  }
}
