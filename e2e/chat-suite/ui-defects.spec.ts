import { chatSuite } from 'playhead/playwright';
import { plainPage } from '../support/drivers/plain-page.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { PAGES, WRONGS } from '../support/drivers/ui-defects.ts';

// What a page does wrong must turn red, and nothing else may.
for (const wrongs of PAGES) {
  const red = wrongs.flatMap((wrong) => WRONGS[wrong].map((title) => [title, `it ${wrong}`]));
  chatSuite(plainPage(...wrongs), {
    cassettes: ['groq/multi_tool_streaming.2025-10'],
    skip: Object.fromEntries(red) as Record<string, string>,
  });
}

test('all that a page can do wrong is tried', () => {
  expect(PAGES.flat().toSorted()).toEqual(Object.keys(WRONGS).toSorted());
});
