import { createElement, useEffect, useState } from 'react';
import { ask } from './parts/ask.ts';
import { mount } from './parts/react.ts';

function Answer() {
  const [text, setText] = useState('');
  useEffect(() => void ask(setText), []);
  return createElement('p', {}, text);
}

mount(Answer);
