import { setupWorker } from 'msw/browser';
import { cassetteHandlers, parseCassette, transcript } from 'playhead';

const file = '/cassettes/groq/tool_streaming.yaml';
const cassette = parseCassette(await (await fetch(file)).text(), { file });
const handlers = cassetteHandlers(cassette, { pace: { eventsPerSecond: 100 } });
await setupWorker(...handlers).start({ quiet: true }); // before the app asks for the first time

const response = await fetch('https://api.groq.com/openai/v1/chat/completions', {
  method: 'POST',
  body: JSON.stringify({
    stream: true,
    messages: [{ role: 'user', content: "What's the weather in Florence,Italy?" }],
  }),
});
document.body.append(await response.text(), transcript(cassette).turns.at(-1).text);
