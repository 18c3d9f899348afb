import type { Fault } from 'playhead/playwright';
import { answering } from './answer.ts';
import { send, type State } from './page-state.ts';
import { STATES } from './page-states.ts';
import { cassetteNamed } from '../cassettes.ts';
import { expect } from './fixtures.ts';

const PLAN = answering(
  'Three days',
  ' in **Florence**:\n\n',
  '| Day | Morning | Evening |\n|---|---|---|\n| 1 | The Duomo | Oltrarno |\n',
  '| 2 | The Uffi',
  'zi | Fiesole |\n\n',
  'Or let a script draw them:\n\n```js\nconst days = ["Duomo", "Uffizi"];\n',
  'for (const day of day',
  's) console.log(day);\n```\n\nHave a **good** trip.',
);

/** Moments of an answer in words. */
const WRITING: State[] = [
  ['half a table', /Uffi/],
  ['half a code fence', /of day/],
].map(([name, text]) => ({
  name: name as string,
  cassette: PLAN,
  reach: async (act) => {
    await (await send(act)).until(text as RegExp);
  },
}));

/** What goes wrong, and after which text; without one, before anything has come. */
const FAULTS: [name: string, fault: Fault, after?: RegExp][] = [
  ['a key that is refused', refusal(401, 'Incorrect API key provided')],
  ['too many requests', refusal(429, 'Rate limit reached', { 'retry-after': '20' })],
  ['broken off', { type: 'disconnect' }, /Uffi/],
];

function refusal(status: number, message: string, headers: Record<string, string> = {}): Fault {
  return { type: 'status', status, headers, body: JSON.stringify({ error: { message } }) };
}

const FAILING: State[] = FAULTS.map(([name, fault, after]) => ({
  name,
  cassette: PLAN,
  reach: async (act) => {
    const stream = await send(act);
    if (after) await stream.until(after);
    await stream.fail(fault);
    await expect(act.chat.alert).toBeVisible();
  },
}));

const sums = cassetteNamed('handmade/anthropic/tool-loop');
const kimi = cassetteNamed('openrouter/multi_tool_streaming_kimi-k2');
const gpt = cassetteNamed('groq/multi_tool_streaming.2025-10');
const weather = cassetteNamed('groq/tool_streaming');

/** Moments that differ by provider: how it thinks, and how it writes the arguments of a tool. */
const BY_PROVIDER: State[] = [
  {
    name: 'reasoning open, anthropic',
    cassette: sums.cassette,
    reach: async (act) => {
      const stream = await send(act, sums);
      await stream.until('reasoning');
      await stream.until('reasoning');
      await act.chat.answers.locator('summary').click();
      await expect(act.chat.answers.locator('details > .markdown')).toBeVisible();
    },
  },
  {
    name: 'arguments in fragments, openrouter',
    cassette: kimi.cassette,
    reach: async (act) => {
      await (await send(act, kimi)).until({ type: 'tool-arguments', text: 'b' });
      await expect(act.chat.toolCards).toContainText('{"a": 2, "b');
    },
  },
  {
    name: 'arguments in one event, groq',
    cassette: gpt.cassette,
    reach: async (act) => {
      await (await send(act, gpt)).until('tool-call');
      await expect(act.chat.toolCards).toContainText('Writing');
    },
  },
];

/**
 * The moments that have a screenshot: those a person sees on the way, and those where something has
 * gone wrong. Another row needs no more than `npm run snapshots`.
 */
export const MOMENTS: readonly State[] = [
  ...STATES.filter(({ name }) => ['welcome', 'waiting'].includes(name)),
  ...WRITING,
  ...BY_PROVIDER,
  ...STATES.filter(({ name }) => ['tool running', 'tool done', 'tool failed'].includes(name)),
  {
    name: 'answer done',
    cassette: weather.cassette,
    reach: async (act) => {
      await (await send(act, weather)).finish();
      await act.playhead.finish();
      await act.chat.finish(2);
    },
  },
  {
    name: 'stopped',
    cassette: PLAN,
    reach: async (act) => {
      await (await send(act)).until(/Uffi/);
      await act.chat.stopButton.click();
      await expect(act.chat.answers).toContainText('Stopped');
    },
  },
  ...FAILING,
];

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

/** Have a dark screenshot as well: between them they show everything that the app can draw. */
const IN_DARK = ['half a code fence', 'tool failed', 'answer done', 'too many requests'];
/** Have a narrow screenshot as well: `states.spec.ts` checks that the others fit. */
const IN_NARROW = ['half a code fence', 'too many requests'];

/** Lists the windows of a moment, and its colours in each, light first: they do not depend on the width. */
export function viewsOf({ name }: State) {
  const colorSchemes: ('light' | 'dark')[] = IN_DARK.includes(name) ? ['light', 'dark'] : ['light'];
  const wide = { name: 'wide', viewport: WIDE, colorSchemes };
  const narrow = { name: 'narrow', viewport: NARROW, colorSchemes: ['light' as const] };
  return IN_NARROW.includes(name) ? [wide, narrow] : [wide];
}

/** Names the screenshot of a moment: `half-a-table/wide-dark.png`. */
export function pictureOf({ name }: State, view: string): string[] {
  return [name.replaceAll(/\W+/g, '-'), `${view}.png`];
}
