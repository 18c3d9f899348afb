import type { Cassette } from '../../cassette/cassette.ts';
import { createRedactor, type RedactionOptions, type Removed } from './redactor.ts';

/**
 * Redacts all interactions of a cassette.
 * @throws PlayheadError as `createRedactor` and its `redact`
 */
export async function redactCassette(
  cassette: Cassette,
  options: RedactionOptions,
): Promise<{ cassette: Cassette; removed: Removed[] }> {
  const redactor = createRedactor(options);
  const interactions = [];
  const removed: Removed[] = [];
  for (const each of cassette.interactions) {
    // oxlint-disable-next-line no-await-in-loop -- placeholders are numbered in order
    const redacted = await redactor.redact(each);
    interactions.push(redacted.interaction);
    removed.push(...redacted.removed);
  }
  return { cassette: { ...cassette, interactions }, removed };
}
