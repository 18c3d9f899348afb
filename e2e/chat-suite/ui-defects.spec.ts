import { chatBehaviours } from 'playhead/chat-suite';
import { chatCassette } from 'playhead/playwright';
import { declareBehaviours } from '../support/declare-behaviours.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { plainPage } from '../support/drivers/plain-page.ts';
import { DEFECTS, PAGES } from '../support/drivers/ui-defects.ts';

/** Has few events: a throttled page takes a third of a second to show each. */
const short = chatCassette([
  ['Count to six', ['One, ', 'two, ', 'three, ', 'four, ', 'five, ', 'six.']],
]);

for (const { defects, variant, passes } of PAGES) {
  const driver = plainPage(...defects, ...(variant ? [variant] : []));
  const behaviours = chatBehaviours(driver, {
    cassettes: [variant === 'throttled' ? short : 'groq/multi_tool_streaming.2025-10'],
    expectedFailures: Object.fromEntries(
      defects.flatMap((defect) => DEFECTS[defect].map((id) => [id, `the page ${defect}`])),
    ),
  });
  test.describe(driver.name, () => {
    declareBehaviours(
      behaviours.filter(({ id, expectedFailure }) => expectedFailure || passes.includes(id)),
    );
  });
}

test('each defect is on one of the pages', () => {
  const used = PAGES.flatMap(({ defects }) => defects);
  expect(used.toSorted()).toEqual(Object.keys(DEFECTS).toSorted());
});
