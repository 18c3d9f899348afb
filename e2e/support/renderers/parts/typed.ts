const CHARACTERS = 2;

/** Shows two more characters at each tick of a timer, until it has caught up. */
export function typed(show: (text: string) => void, tickMs = 12): (text: string) => void {
  let all = '';
  let shown = 0;
  let ticking = false;
  const tick = () => {
    shown = Math.min(shown + CHARACTERS, all.length);
    show(all.slice(0, shown));
    ticking = shown < all.length;
    if (ticking) setTimeout(tick, tickMs);
  };
  return (text) => {
    all = text;
    if (ticking) return;
    ticking = true;
    setTimeout(tick, tickMs);
  };
}
