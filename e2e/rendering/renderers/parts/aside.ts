let count = 0;

/** Changes what stands beside the answer, as a counter does. */
export function changeAside(): void {
  let aside = document.querySelector('aside');
  if (!aside) {
    aside = document.createElement('aside');
    document.body.append(aside);
  }
  aside.textContent = String(++count);
}
