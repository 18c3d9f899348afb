import { cassetteHandlers, type PlacedFault } from 'playhead';
import { describe, expect, test } from 'vitest';
import { cassetteNamed } from '../support/cassettes.ts';
import { FAULT_CASES, SAMPLES } from '../support/demo-app/fault-cases.ts';
import { type RecordedSession, withSession } from '../support/demo-app/session.ts';

// Applies every fault of a stream with every client library of the demo app, without a page.
// `faults.spec.ts` looks at what a page draws of them.

/** Tests how fast a page renders. */
const FLOOD_CASE = 'a flood of text';

describe.each(SAMPLES)('$cassette', ({ cassette, second }) => {
  const recorded = cassetteNamed(cassette);
  const { provider, answers } = recorded;
  const { text } = answers[0]!;
  const first = text.slice(0, text.indexOf(second));

  const texts = ({ shown }: RecordedSession) =>
    shown().messages.flatMap((each) => (each.role === 'assistant' ? each.text : []));
  const recordedTexts = answers.map((each) => each.text).filter(Boolean);

  test.each(Object.entries(FAULT_CASES).filter(([name]) => name !== FLOOD_CASE))(
    'survives "%s"',
    async (_name, faultCase) => {
      const { alert, alertOf, impossible, shows, showsOf } = faultCase;
      const at = faultCase.fault({ type: 'text', text: second });
      const faults: PlacedFault[] = [{ ...at, interaction: 1 }];
      const reason = impossible?.[provider];
      if (reason !== undefined) {
        const make = () => cassetteHandlers(recorded.cassette, { faults });
        expect(make).toThrow(`interaction 1: ${reason}.`);
        return;
      }
      await withSession(recorded, { faults, repeat: true }, async (session) => {
        await session.send();
        const message = alertOf?.[provider] ?? alert;
        const { failure } = session.shown();
        if (message instanceof RegExp) expect(failure?.summary).toMatch(message);
        else expect(failure?.summary).toBe(message);
        expect(failure?.summary ?? '', 'no JSON, no markup, no stack').not.toMatch(
          /[{}<>]|\n\s*at /,
        );
        expect(failure?.again?.wait).toBe(failure && 0);
        const shown = showsOf?.[provider] ?? shows?.(first, second) ?? text;
        if (shown === '') expect(texts(session)).toEqual([]);
        else expect(texts(session)[0]).toContain(shown);
        await session.retry();
        expect(session.shown().failure).toBeUndefined();
        expect(texts(session)).toEqual(recordedTexts);
      });
    },
  );
});
