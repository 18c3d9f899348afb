let count = 0;

/** What stands beside the answer. */
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
