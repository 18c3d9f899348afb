import { ask } from './parts/ask.ts';
import { show } from './parts/show.ts';

let latest: string | undefined;

// What comes within a frame is rendered in one go.
void ask((text) => {
  if (latest === undefined) {
    requestAnimationFrame(() => {
      show(latest ?? '');
      latest = undefined;
    });
  }
  latest = text;
});
