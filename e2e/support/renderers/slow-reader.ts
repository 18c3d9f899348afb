import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

const PAUSE_MS = 30;

void ask(show, { pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)) });
