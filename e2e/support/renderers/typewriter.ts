import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';
import { typed } from './parts/typed.ts';

void ask(typed(show));
