/** Requests one answer of a back end that keeps the conversation and runs the tools itself. */
export async function* ask(messages, signal) {
  const body = JSON.stringify({ threadId: 'thread-1', input: messages.at(-1).content });
  const response = await fetch('/api/threads/run', { method: 'POST', body, signal });
  if (!response.ok) throw new Error(`The back end responded with ${response.status}.`);
  const calls = [];
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const { kind, id, text: content, tool: name, output: result } = JSON.parse(line).ev;
      if (kind === 'say') yield { content };
      if (kind === 'done') return;
      if (kind !== 'call' && kind !== 'result') continue;
      if (kind === 'call') calls.push(id);
      yield { tool_calls: [{ index: calls.indexOf(id), id, function: { name }, result }] };
    }
  }
  throw new Error('The answer has broken off.');
}
