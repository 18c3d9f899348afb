import { useEffect, useState } from 'react';

const URL = 'https://api.openai.com/v1/chat/completions';

/** Asks a question, runs the tools that the model calls, and shows the answer while it comes. */
export function Answer({ question }) {
  const [shown, setShown] = useState({ text: '', calls: [], state: 'waiting' });
  useEffect(() => {
    const stop = new AbortController();
    const show = (change) => setShown((before) => ({ ...before, ...change }));
    converse([{ role: 'user', content: question }], show, stop.signal).then(
      () => show({ state: 'done' }),
      (error) => stop.signal.aborted || show({ state: 'failed', text: error.message }),
    );
    return () => stop.abort();
  }, [question]);
  return (
    <article aria-label="Answer" data-state={shown.state}>
      <h1>{question}</h1>
      {shown.calls.map(({ id, name, result }) => (
        <p key={id}>
          {name}: {result ?? 'is called'}
        </p>
      ))}
      <p role={shown.state === 'failed' ? 'alert' : undefined}>{shown.text}</p>
    </article>
  );
}

async function converse(messages, show, signal) {
  const { text, calls } = await complete(messages, show, signal);
  if (calls.length === 0) return;
  const results = calls.map((call) => ({ ...call, result: '40 C' }));
  show({ text, calls: results });
  const tool_calls = calls.map(({ id, name, text: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: given },
  }));
  const answers = results.map(({ id, result }) => ({
    role: 'tool',
    tool_call_id: id,
    content: result,
  }));
  const next = [...messages, { role: 'assistant', content: null, tool_calls }, ...answers];
  await converse(next, ({ text: said }) => show({ text: said }), signal);
}

async function complete(messages, show, signal) {
  const body = JSON.stringify({ model: 'gpt-5', stream: true, messages });
  const response = await fetch(URL, { method: 'POST', body, signal });
  if (!response.ok) throw new Error(`The model has answered ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const said = { text: '', calls: [] };
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return said;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines.filter((each) => each.startsWith('data: {'))) {
      add(JSON.parse(line.slice('data: '.length)).choices[0]?.delta ?? {}, said);
      show({ text: said.text, calls: [...said.calls], state: 'streaming' });
    }
  }
}

function add({ content, tool_calls = [] }, said) {
  said.text += content ?? '';
  for (const { index, id, function: call } of tool_calls) {
    said.calls[index] ??= { id, name: call.name, text: '' };
    said.calls[index].text += call.arguments ?? '';
  }
}
