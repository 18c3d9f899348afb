let count = 0;

/** Returns what stands beside the answer; makes it where it is missing. */
export function besides(): HTMLElement {
  const known = document.querySelector('aside');
  if (known) return known;
  const aside = document.createElement('aside');
  document.body.append(aside);
  return aside;
}

/** Changes what stands beside the answer, as a counter does. */
export function changeAside(): void {
  besides().textContent = String(++count);
}
