import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

// Longer than any timer that is waited for: only the reads tell that there is more to come.
const PAUSE_MS = 300;

void ask(show, { pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)) });
