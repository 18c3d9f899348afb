const ENDPOINT = 'https://api.groq.com/openai/v1/chat/completions';

/** Requests one response, and yields the delta of each event. */
export async function* ask(messages, signal) {
  const body = JSON.stringify({ stream: true, messages });
  const response = await fetch(ENDPOINT, { method: 'POST', body, signal });
  if (!response.ok) throw new Error(`The provider responded with ${response.status}.`);
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      const delta = JSON.parse(line.slice('data: '.length)).choices?.[0]?.delta;
      if (delta) yield delta;
    }
  }
}
