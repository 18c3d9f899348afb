import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

// As many apps do: the end mark is enough, the end itself is never read.
void ask(show, { enough: (_text, data) => data === '[DONE]' });
