import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

void ask(show);
