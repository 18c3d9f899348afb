import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

const EVERY_MS = 45;

let all = '';
let shown = 0;
let shownAt = 0;
let asked = false;

/** Looks at every frame, and shows some more characters at every third or so. */
function frame(now: number): void {
  if (now - shownAt >= EVERY_MS) {
    shown = Math.min(shown + 4, all.length);
    shownAt = now;
    show(all.slice(0, shown));
  }
  asked = shown < all.length;
  if (asked) requestAnimationFrame(frame);
}

void ask((text) => {
  all = text;
  if (asked) return;
  asked = true;
  shownAt = performance.now();
  requestAnimationFrame(frame);
});
