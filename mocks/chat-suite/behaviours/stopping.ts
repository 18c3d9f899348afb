import type { Behaviour } from '../behaviour.ts';
import type { Scenario } from '../scenario.ts';

/** Limits how long the UI may take to cancel, in milliseconds. */
const ABORT_MS = 5000;

/** Checks the stop button. */
export const STOPPING: readonly Behaviour[] = [
  {
    id: 'stop-cancels-request',
    title: 'keeps partial text and cancels the request when the user stops',
    needs: ['stop'],
    async check(scenario) {
      const { stream } = await playToTheMiddle(scenario);
      await scenario.stop();
      const { by } = await stream.waitForAbort({ timeout: ABORT_MS });
      scenario.expect(by, 'who cancelled the request').toBe('app');
      await scenario.settle();
      await scenario.expectSentSoFar();
    },
  },
  {
    id: 'stop-without-error',
    title: 'stops without showing an error',
    needs: ['stop', 'error'],
    async check(scenario) {
      const { stream } = await playToTheMiddle(scenario);
      await scenario.stop();
      await stream.waitForAbort({ timeout: ABORT_MS }).catch(() => {}); // that it cancels is another behaviour
      await scenario.settle();
      await scenario.expectSentSoFar();
      await scenario.expect(scenario.errors(), 'visible errors after a stop').toHaveCount(0);
    },
  },
  {
    id: 'ask-after-stop',
    title: 'answers when the user asks again after a stop',
    needs: ['stop'],
    match: 'last-user-turn',
    async check(scenario) {
      const { question } = await playToTheMiddle(scenario);
      const stopped = scenario.sentSoFar();
      await scenario.stop();
      await scenario.playQuestion(question);
      await scenario.expectAnswered(question, stopped.turns);
    },
  },
];

/** Plays up to a third of the text of an answer. */
async function playToTheMiddle({ expectSentSoFar, playToFirstText }: Scenario) {
  const pending = await playToFirstText();
  const { text } = pending.response.turn;
  await pending.stream.until({ text: text.slice(0, Math.ceil(text.length / 3)) });
  await expectSentSoFar();
  return pending;
}
