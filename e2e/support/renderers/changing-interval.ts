import { ask } from './parts/ask.ts';
import { changeAside } from './parts/aside.ts';
import { show } from './parts/show.ts';
import { throttled } from './parts/throttled.ts';

setInterval(changeAside, 30);
void ask(throttled(show, 50));
