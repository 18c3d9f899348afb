import { ask } from './parts/ask.ts';
import { besides } from './parts/aside.ts';
import { show } from './parts/show.ts';

let latest = '';

// As a list that measures its rows: what is shown follows the size of something else.
const row = besides();
row.style.width = 'max-content';
new ResizeObserver(() => show(latest)).observe(row);

void ask((text) => {
  latest = text;
  row.textContent = text;
});
