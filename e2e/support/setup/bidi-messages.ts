const MEDIA = 'emulation.setMediaFeaturesOverride';

/**
 * Types as a person does, where Playwright sets `value` and calls that input: React, which has put a
 * setter of its own on the element, then sees no change. Returns the frame that has the focus, as
 * Playwright expects.
 */
const INSERT_TEXT = `(text => {
  let element = document.activeElement;
  while (element?.shadowRoot) element = element.shadowRoot.activeElement;
  if (element?.localName === 'iframe' || element?.localName === 'frame') return element;
  document.execCommand('insertText', false, text);
})`;

/** Changes what Playwright sends to Firefox: it inserts text in a way that pages with React ignore. */
export function toFirefox(message: string): string {
  const insertText = JSON.stringify(INSERT_TEXT).slice(1, -1);
  return message.replace('window.__pw_bidiInsertText(', () => `${insertText}(`);
}

/** Changes what Firefox replies: before 159 it cannot emulate media, and each context begins with that. */
export function toPlaywright(message: string): string {
  if (!message.includes(MEDIA)) return message;
  const { id, error } = JSON.parse(message) as { id: number; error?: string };
  if (error !== 'unknown command') return message;
  return JSON.stringify({ type: 'success', id, result: {} });
}
