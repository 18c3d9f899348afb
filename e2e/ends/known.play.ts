import { chatSuite } from 'playhead/playwright';
import { plainPage } from '../drivers/plain-page.ts';

// Not of the suite: suites/known.spec.ts runs some of these and reads how they end.

const skip = { 'shows each answer once': 'issue 12: it stands there twice' };
const cassettes = ['groq/tool_streaming'];
const { toolCards: _none, ...withoutCards } = plainPage();

chatSuite({ ...plainPage('doubles'), name: 'known' }, { cassettes, skip });
chatSuite({ ...plainPage(), name: 'mended' }, { cassettes, skip });
chatSuite({ ...withoutCards, name: 'without cards' }, { cassettes });
chatSuite(
  { ...plainPage(), name: 'other protocol' },
  { cassettes: ['handmade/anthropic/tool-loop'] },
);
