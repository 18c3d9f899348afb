import { pageFunction } from '../../playwright/fixture/page-scripts.ts';
import type { ElementWatch } from '../observations.ts';

/** Creates the function that starts to watch an element in its page. */
export function watchScript(): (element: Element) => ElementWatch {
  return pageFunction('quality.js', 'watch(given)') as (element: Element) => ElementWatch;
}
