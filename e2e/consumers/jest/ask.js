const URL = 'https://api.openai.com/v1/chat/completions';

/** Asks a model, shows the answer so far as it comes, and returns it whole. */
export async function ask(content, show) {
  const messages = [{ role: 'user', content }];
  const body = JSON.stringify({ model: 'gpt-5', stream: true, messages });
  const response = await fetch(URL, { method: 'POST', body });
  const decoder = new TextDecoder();
  let text = '';
  let rest = '';
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      text += JSON.parse(line.slice('data: '.length)).choices[0]?.delta.content ?? '';
      show(text);
    }
  }
  return text;
}
