const TOOLS = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'Tells how warm it is in a city.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
      },
    },
  },
];

/** Asks until the model calls no more tools, and sends what comes of it in events of its own. */
export async function answer(openai, question, options, send) {
  const messages = [
    { role: 'system', content: 'You are a weather service.' },
    { role: 'user', content: question },
  ];
  for (;;) {
    const { text, calls } = await askOnce(openai, messages, options, send);
    if (calls.length === 0) return;
    messages.push({ role: 'assistant', content: text || null, tool_calls: calls });
    for (const call of calls) {
      const result = weatherIn(JSON.parse(call.function.arguments).city);
      send('tool-result', { id: call.id, result });
      messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) });
    }
  }
}

async function askOnce(openai, messages, options, send) {
  const body = { model: 'gpt-4o-mini', stream: true, messages, tools: TOOLS };
  const chunks = await openai.chat.completions.create(body, options);
  const calls = [];
  let text = '';
  for await (const { choices } of chunks) {
    const { content, tool_calls: deltas = [] } = choices[0]?.delta ?? {};
    if (content) {
      text += content;
      send('text', { text: content });
    }
    for (const { index, id, function: called } of deltas) {
      if (!calls[index]) {
        calls[index] = { id, type: 'function', function: { name: called.name, arguments: '' } };
        send('tool-call', { id, name: called.name });
      }
      calls[index].function.arguments += called.arguments ?? '';
    }
  }
  return { text, calls };
}

function weatherIn(city) {
  return { city, celsius: 21 };
}
