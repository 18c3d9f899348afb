import type { Cassette } from '../../cassette/cassette.ts';
import { createRedactor, type RedactionOptions, type Removed } from './redactor.ts';

/**
 * Redacts all interactions of a cassette, and comments that its file begins with.
 * @param comments Default: none
 * @returns the redacted cassette and comments, and what was removed, with kind, place and count
 * @throws PlayheadError as `createRedactor` and its `redact`
 */
export async function redactCassette(
  cassette: Cassette,
  options: RedactionOptions,
  comments = '',
): Promise<{ cassette: Cassette; comments: string; removed: Removed[] }> {
  const redactor = createRedactor(options);
  const interactions = [];
  const removed: Removed[] = [];
  for (const each of cassette.interactions) {
    // Goes one by one: placeholders are numbered in order.
    const redacted = await redactor.redact(each);
    interactions.push(redacted.interaction);
    removed.push(...redacted.removed);
  }
  const { text, removed: fromComments } = await redactor.redactText(comments, 'comments');
  removed.push(...fromComments);
  return { cassette: { ...cassette, interactions }, comments: text, removed };
}
