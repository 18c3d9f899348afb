import { createElement, startTransition, useEffect, useState } from 'react';
import { ask } from './parts/ask.ts';
import { mount, SlowText } from './parts/react.ts';

function Answer() {
  const [text, setText] = useState('');
  useEffect(() => void ask((more) => startTransition(() => setText(more))), []);
  return createElement(SlowText, { text });
}

mount(Answer);
