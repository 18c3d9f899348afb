/** Does one after the other: what is measured must be alone. */
export async function inTurn<T, R>(items: Iterable<T>, act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const item of items) results.push(await act(item));
  return results;
}

/** 0 to count - 1. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
