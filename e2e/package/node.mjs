import { readFileSync } from 'node:fs';
import { setupServer } from 'msw/node';
import { cassetteHandlers, parseCassette, transcript } from 'playhead';

const file = 'cassettes/groq/tool_streaming.yaml';
const cassette = parseCassette(readFileSync(file, 'utf8'), { file });
setupServer(...cassetteHandlers(cassette)).listen();

// The code under test asks as it always does; the recording answers.
const response = await fetch('https://api.groq.com/openai/v1/chat/completions', {
  method: 'POST',
  body: JSON.stringify({
    stream: true,
    messages: [{ role: 'user', content: "What's the weather in Florence,Italy?" }],
  }),
});
for await (const event of response.body) console.log(Buffer.from(event).toString());
console.log(transcript(cassette).turns.at(-1).text);
