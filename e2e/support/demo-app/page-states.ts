import { cassetteNamed } from '../cassettes.ts';
import { cassette, event, interaction, textEvents } from '../handmade.ts';
import { expect } from './fixtures.ts';
import { QUESTION, thinking } from './answer.ts';
import { finish, send, type State } from './page-state.ts';

const LONG_LINE = `const sum = add(2, 3); // ${'and so on '.repeat(30)}`;
const CODE = `Run this:\n\n\`\`\`js\n${LONG_LINE}\n\`\`\`\n\nIt is **5**, see [the page](https://example.com/${'path/'.repeat(30)}) or \`add\`.`;
const ROW = (cell: string) => `|${` ${cell} |`.repeat(30)}\n`;
const TABLE = `Results:\n\n${ROW('Name')}${ROW('---')}${ROW('value')}\n> quoted\n\n- one\n- [x] two\n`;
const WIDE_WORD = `${'pneumono'.repeat(40)} is one word. ## No heading`;

const args = (text: string) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] });
const CALL = [
  event({
    tool_calls: [
      { index: 0, id: 'call-1', type: 'function', function: { name: 'add', arguments: '' } },
    ],
  }),
  event(args('{"a": 2,')),
];

const weather = cassetteNamed('groq/tool_streaming');

const of = (...events: string[]) => cassette(interaction(QUESTION, events));

export const STATES: readonly State[] = [
  {
    name: 'welcome',
    cassette: of(...textEvents('Hi')),
    reach: async ({ chat }) => chat.open(),
  },
  {
    name: 'waiting',
    cassette: of(...textEvents('Hi')),
    reach: async (act) => {
      await send(act);
      await expect(act.page.getByText('Waiting for the answer')).toHaveCount(1);
    },
  },
  {
    name: 'streaming text',
    cassette: of(...textEvents('It is **', 'five**, and ', 'more.')),
    reach: async (act) => {
      await (await send(act)).until(/five/);
    },
  },
  {
    name: 'reasoning open',
    cassette: of(...thinking(['First, **two** and `three`.', WIDE_WORD], 'It is 5.')),
    reach: async (act) => {
      await (await send(act)).step(2);
      await act.chat.answers.locator('summary').click();
      await expect(act.chat.answers.getByText('two')).toBeVisible();
    },
  },
  {
    name: 'arguments half written',
    cassette: of(...CALL, event(args('"b": 3}')), event({}, 'tool_calls')),
    reach: async (act) => {
      await (await send(act)).step(2);
      await expect(act.chat.toolCards).toContainText('Writing');
    },
  },
  {
    name: 'tool running',
    cassette: weather.cassette,
    reach: async (act) => {
      await act.page.route('**/api/weather*', () => {}); // it never answers
      await (await send(act, weather)).finish();
      await expect(act.chat.toolCards).toContainText('Running');
    },
  },
  {
    name: 'tool done',
    cassette: weather.cassette,
    reach: async (act) => {
      await (await send(act, weather)).finish();
      await act.playhead.nextStream();
      await expect(act.chat.toolCards).toContainText('Done');
    },
  },
  {
    name: 'tool failed',
    cassette: of(...CALL),
    reach: async (act) => {
      const stream = await send(act);
      await stream.step();
      await stream.fail({ type: 'disconnect' });
      await expect(act.chat.toolCards).toContainText('Failed');
    },
  },
  {
    name: 'answer done',
    cassette: of(...thinking(['Easy.'], `It is 5. ${WIDE_WORD}`)),
    reach: finish,
  },
  {
    name: 'alert',
    cassette: of(event({ content: 'It is' })),
    reach: async (act) => {
      const stream = await send(act);
      await stream.step();
      await stream.fail({ type: 'disconnect' });
      await expect(act.chat.alert).toBeVisible();
    },
  },
  {
    name: 'long table and code block',
    cassette: of(...textEvents(TABLE, '\n', CODE)),
    reach: finish,
  },
];
