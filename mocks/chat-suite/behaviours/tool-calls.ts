import { normalizedText } from '../../playwright/matchers/element-text.ts';
import { normalizeText } from '../../util/text.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

/** Checks the cards of tool calls. */
export const TOOL_CALLS: readonly Behaviour[] = [
  {
    id: 'show-call-before-result',
    title: 'shows each tool call before its result',
    needs: ['toolCards'],
    async check(scenario) {
      const { driver, expect, page } = scenario;
      const cards = driver.toolCards!(page);
      needToolCalls(scenario);
      await scenario.open();
      let shown = 0;
      await scenario.playConversation(async (stream, { turn: { toolCalls } }) => {
        for (const [index, { name }] of toolCalls.entries()) {
          // One event may hold several calls.
          if (countSentCalls(scenario) <= index) await stream.until({ type: 'tool-call', name });
          const card = cards.nth(shown++);
          await expect(card, `card ${shown}, of the call to ${name}`).toBeVisible();
          await expect(card, `card ${shown}, of the call to ${name}`).toContainText(name);
        }
        await stream.finish();
      });
      await expect(cards, 'one card for each tool call').toHaveCount(shown);
    },
  },
  {
    id: 'show-tool-results',
    title: 'shows the result of each tool call',
    needs: ['toolCards'],
    async check(scenario) {
      needToolCalls(scenario);
      const { driver, expect, page } = scenario;
      await scenario.open();
      await scenario.playConversation();
      const calls = toolCallsOf(scenario);
      const cards = driver.toolCards!(page);
      await expect(cards, 'one card for each tool call').toHaveCount(calls.length);
      for (const [index, { name, result = '' }] of calls.entries()) {
        const message = `card ${index + 1} shows the result of ${name}: ${JSON.stringify(result)}`;
        const text = () => normalizedText(cards.nth(index));
        await expect.poll(text, { message }).toContain(normalizeText(result));
      }
    },
  },
];

/** Counts the calls of the current response that have been sent. */
function countSentCalls({ playhead }: Scenario): number {
  const last = playhead.transcript.turns.at(-1);
  return last?.role === 'assistant' ? last.toolCalls.length : 0;
}

function toolCallsOf({ conversation }: Scenario) {
  return conversation.flatMap(({ responses }) => responses.flatMap(({ turn }) => turn.toolCalls));
}

function needToolCalls(scenario: Scenario): void {
  if (toolCallsOf(scenario).length === 0) scenario.notApplicable('the cassette has no tool calls');
}
