const main = document.querySelector('main')!;

/** Puts the text on the page, at once. */
export function show(text: string): void {
  main.textContent = text;
}
