import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

/** What a stop button does. */
export const STOPPING: readonly Behaviour[] = [
  {
    title: 'stop keeps what has come and cancels the request',
    needs: ['stop'],
    async check(lead) {
      const { stream } = await toTheMiddle(lead);
      await lead.stop();
      const { by } = await stream.waitForAbort();
      lead.expect(by, 'the page is still there').toBe('app');
      await lead.settle();
      await lead.showsSoFar();
    },
  },
  {
    title: 'stop is no error',
    needs: ['stop', 'error'],
    async check(lead) {
      const { stream } = await toTheMiddle(lead);
      await lead.stop();
      await stream.waitForAbort().catch(() => {}); // that it cancels is another behaviour
      await lead.settle();
      await lead.showsSoFar();
      await lead.expect(lead.driver.error!(lead.page).filter({ visible: true })).toHaveCount(0);
    },
  },
  {
    title: 'one can ask again after a stop',
    needs: ['stop'],
    match: 'question',
    async check(lead) {
      const { question } = await toTheMiddle(lead);
      await lead.stop();
      await lead.ask(question);
      await lead.shows(question);
    },
  },
];

/** Leads to where a third of an answer has been said. */
async function toTheMiddle(lead: Scenario) {
  const led = await lead.playUntilFirstWords();
  const { text } = led.response.turn;
  await led.stream.until({ text: text.slice(0, Math.ceil(text.length / 3)) });
  await lead.showsSoFar();
  return led;
}
