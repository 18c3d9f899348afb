import { cassetteHandlers, chatCassette } from 'playhead';
import { Answer } from './answer.jsx';

const question = 'Is it hot in Florence?';
const weather = { name: 'weather', arguments: { city: 'Florence' }, result: '40 C' };
const answers = [{ toolCalls: [weather] }, { text: ['It is ', '40 C', ' in Florence.'] }];
const cassette = chatCassette([[question, answers]]);

/** Answers by the cassette, from its beginning each time the story is shown. */
const answered = (options) => ({
  beforeEach: ({ msw }) => msw.use(...cassetteHandlers(cassette, options)),
});

export default { component: Answer, args: { question } };

export const ToolCall = answered({ frozenAt: { part: 'tool-call' } });
export const HalfAnAnswer = answered({ frozenAt: { text: '40 C', interaction: 2 } });
export const Overloaded = answered({ faults: [{ type: 'status', status: 529 }] });
export const Done = answered();
