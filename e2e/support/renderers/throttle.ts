import { throttled } from './parts/throttled.ts';
import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

void ask(throttled(show, 50));
