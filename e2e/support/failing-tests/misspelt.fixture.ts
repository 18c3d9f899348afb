import { test } from 'playhead/playwright';

// Not of the suite: refusals.spec.ts runs this and reads how it ends.

// @ts-expect-error -- there is no such option
test.use({ casette: 'groq/tool_streaming' });

test('never runs', () => {});
