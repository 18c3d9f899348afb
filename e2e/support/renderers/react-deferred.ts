import { createElement, memo, useDeferredValue, useEffect, useState } from 'react';
import { ask } from './parts/ask.ts';
import { mount, SlowText } from './parts/react.ts';

const Later = memo(SlowText);

function Answer() {
  const [text, setText] = useState('');
  useEffect(() => void ask(setText), []);
  return createElement(Later, { text: useDeferredValue(text) });
}

mount(Answer);
