import { ask } from './parts/ask.ts';
import { besides } from './parts/aside.ts';
import { show } from './parts/show.ts';

let latest = '';

// As a list that asks for more at its end: what is shown follows what comes in sight.
const end = besides();
end.style.height = '1px';
new IntersectionObserver(() => show(latest)).observe(end);

void ask((text) => {
  latest = text;
  const inSight = end.style.marginTop === '';
  end.style.marginTop = inSight ? '-200vh' : '';
});
