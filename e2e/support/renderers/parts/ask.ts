import { createParser } from 'eventsource-parser';
import type { Reading } from './reading.ts';

interface Chunk {
  choices: { delta: { content?: string } }[];
}

/**
 * Asks as chat apps do, and shows the answer so far whenever more of it has come. Asks the API
 * itself, or the back end that serves the page if the address names a transport.
 */
export async function ask(show: (text: string) => void, reading: Reading = {}): Promise<void> {
  const transport = new URLSearchParams(location.search).get('transport');
  if (transport !== null) {
    const { askBy } = await import('../transports/ask-by.ts');
    return askBy(transport, show, reading);
  }
  const { pause, enough } = reading;
  const response = await fetch('https://api.example.com/v1/chat/completions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
  });
  let text = '';
  let stopped = false;
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '[DONE]') {
        text += (JSON.parse(data) as Chunk).choices[0]?.delta.content ?? '';
        show(text);
      }
      stopped ||= enough?.(text, data) ?? false;
    },
  });
  const decoder = new TextDecoder();
  const reader = response.body!.getReader();
  const readOn = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
    if (stopped) return;
    await pause?.();
    return readOn();
  };
  await readOn();
}
