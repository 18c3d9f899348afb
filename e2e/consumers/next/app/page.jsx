'use client';

import { useChat } from '@ai-sdk/react';
import { getToolName, isToolUIPart } from 'ai';
import { useState } from 'react';

export default function Page() {
  const { messages, sendMessage, stop, status, error } = useChat();
  const [text, setText] = useState('');
  const busy = status === 'submitted' || status === 'streaming';

  function send(event) {
    event.preventDefault();
    void sendMessage({ text });
    setText('');
  }

  return (
    <main>
      <div role="log" aria-label="Chat">
        {messages.map((message) => (
          <article key={message.id} aria-label={message.role}>
            {message.parts.map((part, index) => (
              <Part key={index} part={part} />
            ))}
          </article>
        ))}
        {error && <p role="alert">{error.message}</p>}
      </div>
      <form onSubmit={send}>
        <input aria-label="Message" value={text} onChange={({ target }) => setText(target.value)} />
        <button>Send</button>
        <button type="button" disabled={!busy} onClick={() => void stop()}>
          Stop
        </button>
      </form>
    </main>
  );
}

function Part({ part }) {
  if (part.type === 'text') return <p>{part.text}</p>;
  if (!isToolUIPart(part)) return null;
  const name = getToolName(part);
  const { state, output } = part;
  const said =
    state === 'output-available' ? `${output.celsius} °C in ${output.city}` : 'looking …';
  return <fieldset aria-label={name}>{`${name}: ${said}`}</fieldset>;
}
