import type { Fault } from '../browser/channel.ts';
import { PlayheadError } from '../error.ts';

/** @throws PlayheadError `bad-option` where this is no fault. */
export function checkFault(fault: Fault): void {
  if (fault === 'disconnect') return;
  const { status, headers = {} } = (fault ?? {}) as Partial<Exclude<Fault, string>>;
  try {
    void new Response(null, { status: status ?? 0, headers });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PlayheadError(
      'bad-option',
      `Cannot fail with ${JSON.stringify(fault)}: ${why.replace(/\.$/, '')}. Use 'disconnect' or { status: 500, headers, body }, with a status of 200 to 599.`,
    );
  }
}
