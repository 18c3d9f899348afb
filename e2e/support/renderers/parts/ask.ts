import { createParser } from 'eventsource-parser';

interface Chunk {
  choices: { delta: { content?: string } }[];
}

/** How an app reads; by default all there is, as fast as it comes. */
export interface Reading {
  /** Called before each further read. */
  pause?: () => Promise<void>;
  /** Stops reading, and does not cancel, once this is so. */
  enough?: (text: string, data: string) => boolean;
}

/** Asks as chat apps do, and shows the answer so far whenever more of it has come. */
export async function ask(show: (text: string) => void, reading: Reading = {}): Promise<void> {
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
