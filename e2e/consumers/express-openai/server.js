import express from 'express';
import OpenAI from 'openai';
import { answer } from './answer.js';
import { traceHeaders } from './trace-headers.js';

// The SDK reads OPENAI_BASE_URL and OPENAI_API_KEY by itself: nothing here knows of tests.
const openai = new OpenAI();

const app = express();
app.use(express.static('public'));
app.post('/chat', express.json(), async (request, response) => {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  const options = { headers: traceHeaders(request.headers), signal: leaving.signal };
  const send = (type, data) => response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);

  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  try {
    await answer(openai, request.body.text, options, send);
  } catch (error) {
    if (!leaving.signal.aborted) send('failed', { message: error.message });
  }
  response.end();
});

app.listen(Number(process.env.PORT), '127.0.0.1');
