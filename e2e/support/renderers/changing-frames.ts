import { ask } from './parts/ask.ts';
import { changeAside } from './parts/aside.ts';
import { show } from './parts/show.ts';
import { throttled } from './parts/throttled.ts';

function frame(): void {
  changeAside();
  requestAnimationFrame(frame);
}

frame();
void ask(throttled(show, 50));
