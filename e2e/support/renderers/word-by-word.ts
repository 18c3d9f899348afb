import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

const EVERY_MS = 45;

let all = '';
let shown = 0;
let shownAt = 0;
let scheduled = false;

/** Runs in every frame, and shows some more characters in every third or so. */
function frame(now: number): void {
  if (now - shownAt >= EVERY_MS) {
    shown = Math.min(shown + 4, all.length);
    shownAt = now;
    show(all.slice(0, shown));
  }
  scheduled = shown < all.length;
  if (scheduled) requestAnimationFrame(frame);
}

void ask((text) => {
  all = text;
  if (scheduled) return;
  scheduled = true;
  shownAt = performance.now();
  requestAnimationFrame(frame);
});
