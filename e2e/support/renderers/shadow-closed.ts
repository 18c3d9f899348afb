import { ask } from './parts/ask.ts';
import { shadowText } from './parts/shadow-text.ts';
import { typed } from './parts/typed.ts';

// Each word takes longer than a page that changes nothing is waited for.
void ask(typed(shadowText('closed'), 50));
