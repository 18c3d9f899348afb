/** Parses and plays a cassette of 50 MB with 100,000 events; prints the number of bytes read. */
import { getResponse } from 'msw';
import { parseCassette } from '../cassette/parse.ts';
import { cassetteHandlers } from '../msw/handlers.ts';

const EVENTS = 100_000;
const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] });
const event = `      data: {"choices":[{"index":0,"delta":{"content":"${'word '.repeat(93)}"}}]}\n\n`;

const handlers = cassetteHandlers(
  parseCassette(
    `version: 2
interactions:
- id: 0
  request:
    method: POST
    url: https://api.example.com/v1/chat/completions
    body: '${body}'
  response:
    code: 200
    headers:
      Content-Type:
      - text/event-stream
    body: |+
${event.repeat(EVENTS)}`,
  ),
  { chunking: { seed: 1 } },
);
const request = new Request('https://api.example.com/v1/chat/completions', {
  method: 'POST',
  body,
});
const response = await getResponse(handlers, request);
let bytes = 0;
for await (const chunk of response!.body!) bytes += chunk.length;
console.log(bytes);
