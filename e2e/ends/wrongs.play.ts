import { chatSuite } from 'playhead/playwright';
import { plainPage } from '../drivers/plain-page.ts';
import { PAGES } from '../suites/wrongs.ts';

// Not of the suite: suites/wrongs.spec.ts runs these and reads which turn red.

for (const wrong of PAGES) {
  chatSuite(plainPage(...wrong), { cassettes: ['groq/multi_tool_streaming.2025-10'] });
}
