import { chatSuite } from 'playhead/chat-suite';
import { chatCassette } from 'playhead/playwright';
import { plainPage } from '../drivers/plain-page.ts';

// Run by chat-suite/expected-failures.spec.ts, which reads the outcomes.

const cassettes = ['groq/tool_streaming'];
const expectedFailures = { 'show-answers-once': 'issue 12: it is shown twice' };
const withoutCards = { ...plainPage(), name: 'without cards' };
delete withoutCards.toolCards;

chatSuite({ ...plainPage('shows-twice'), name: 'defective' }, { cassettes, expectedFailures });
chatSuite({ ...plainPage(), name: 'fixed' }, { cassettes, expectedFailures });
chatSuite(withoutCards, { cassettes });
chatSuite({ ...plainPage('shadow-roots'), name: 'shadow roots' }, { cassettes });

const onePiece = chatCassette([['Hi', 'Hello there.']], { name: 'one piece' });
chatSuite({ ...plainPage(), name: 'short' }, { cassettes: [onePiece] });
