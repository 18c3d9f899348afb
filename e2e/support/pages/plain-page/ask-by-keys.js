/** Requests one answer of a back end whose events have a key each, and whose tools run in the page. */
export async function* ask(messages, signal) {
  const body = JSON.stringify({ chat: { history: messages } });
  const response = await fetch('/api/complete', { method: 'POST', body, signal });
  if (!response.ok) throw new Error(`The back end responded with ${response.status}.`);
  const calls = [];
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue;
      const { say, tool, args, stop } = JSON.parse(line.slice('data: '.length));
      if (say) yield { content: say };
      if (tool?.name) calls.push(tool.id);
      const index = calls.indexOf((tool ?? args)?.id);
      if (tool) yield { tool_calls: [{ index, id: tool.id, function: { name: tool.name } }] };
      if (args) yield { tool_calls: [{ index, function: { arguments: args.json } }] };
      if (stop) return;
    }
  }
  throw new Error('The answer has broken off.');
}
