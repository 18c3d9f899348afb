import { normalizeText } from '../../playwright/matchers/markdown-lines.ts';
import { normalizedText } from '../../playwright/matchers/element-text.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

/** What a person sees of tools. */
export const TOOL_CALLS: readonly Behaviour[] = [
  {
    title: 'shows each tool call before its result',
    needs: ['toolCards'],
    async check(lead) {
      const { driver, expect, page } = lead;
      const cards = driver.toolCards!(page);
      needCalls(lead);
      await lead.open();
      let called = 0;
      await lead.converse(async (stream, { turn: { toolCalls } }) => {
        for (const [at, { name }] of toolCalls.entries()) {
          // One event may hold several calls.
          if (callsSent(lead) <= at) await stream.until({ type: 'tool-call', name });
          const card = cards.nth(called++);
          await expect(card).toBeVisible();
          await expect(card).toContainText(name);
        }
        await stream.finish();
      });
      await expect(cards).toHaveCount(called);
    },
  },
  {
    title: 'shows the result of each tool call',
    needs: ['toolCards'],
    async check(lead) {
      needCalls(lead);
      await lead.open();
      await lead.converse();
      const calls = callsOf(lead);
      const { driver, expect, page } = lead;
      const cards = driver.toolCards!(page);
      await expect(cards).toHaveCount(calls.length);
      for (const [at, { result = '' }] of calls.entries()) {
        await expect.poll(() => normalizedText(cards.nth(at))).toContain(normalizeText(result));
      }
    },
  },
];

/** How many calls of the response under way have been sent. */
function callsSent({ playhead }: Scenario): number {
  const last = playhead.transcript.turns.at(-1);
  return last?.role === 'assistant' ? last.toolCalls.length : 0;
}

function callsOf({ course }: Scenario) {
  return course.flatMap(({ responses }) => responses.flatMap(({ turn }) => turn.toolCalls));
}

function needCalls(lead: Scenario): void {
  if (callsOf(lead).length === 0) lead.notApplicable('the cassette calls no tool');
}
