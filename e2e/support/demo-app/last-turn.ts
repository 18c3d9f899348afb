import type { Recorded } from '../cassettes.ts';

/** Tells whether the recording ends where the app has to run a tool. */
export function endsInCall({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  return (
    last.role === 'assistant' && last.toolCalls.some(({ providerExecuted }) => !providerExecuted)
  );
}

const CUT_OFF = /length|max|filter|safety|blocked/i;

/** Tells whether the recording ends with a complete answer. */
export function endsWell({ turns }: Recorded): boolean {
  const last = turns.at(-1)!;
  if (last.role === 'user' || last.error !== undefined || last.text === '') return false;
  return last.finish !== undefined && !CUT_OFF.test(last.finish);
}
