import type { KeyboardEvent } from 'react';

/** Enter that is meant to send. With Shift it is a new line. */
export function isEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event);
}

export function isEscape(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && !isComposing(event);
}

/** While an input method composes, keys choose a word. Safari then says only 229. */
function isComposing({ nativeEvent, keyCode }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || keyCode === 229;
}
