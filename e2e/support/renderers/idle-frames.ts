import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';
import { throttled } from './parts/throttled.ts';

// As scroll followers and canvases do: a loop that never ends and changes nothing.
function frame(): void {
  requestAnimationFrame(frame);
}

frame();
void ask(throttled(show, 50));
