/** Requests one answer of a back end that names its events, and yields the delta of each. */
export async function* ask(messages, signal) {
  const body = JSON.stringify({ messages });
  const response = await fetch('/api/assistant', { method: 'POST', body, signal });
  if (!response.ok) throw new Error(`The back end responded with ${response.status}.`);
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(event);
      if (name === 'token') yield { content: JSON.parse(data).t };
      if (name === 'failure') throw new Error(JSON.parse(data).reason);
      if (name === 'end') return;
    }
  }
  throw new Error('The answer has broken off.');
}
