import { chatCassette, chatSuite } from 'playhead/playwright';
import { plainPage } from '../drivers/plain-page.ts';

// Not of the suite: suites/known.spec.ts runs some of these and reads how they end.

const skip = { 'shows each answer once': 'issue 12: it stands there twice' };
const cassettes = ['groq/tool_streaming'];
const withoutCards = { ...plainPage(), name: 'without cards' };
delete withoutCards.toolCards;

chatSuite({ ...plainPage('doubles'), name: 'known' }, { cassettes, skip });
chatSuite({ ...plainPage(), name: 'mended' }, { cassettes, skip });
chatSuite(withoutCards, { cassettes });
chatSuite({ ...plainPage('shadow'), name: 'shadow roots' }, { cassettes });
chatSuite(
  { ...plainPage(), name: 'other protocol' },
  { cassettes: ['handmade/anthropic/tool-loop'] },
);

const onePiece = chatCassette([['Hi', 'Hello there.']], { name: 'one piece' });
chatSuite({ ...plainPage(), name: 'short' }, { cassettes: [onePiece] });
