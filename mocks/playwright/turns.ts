/** Runs one thing after another: each begins where the one before has ended, well or not. */
export function createTurns(): (body: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (body) => {
    const mine = last.then(body);
    last = mine.catch(() => {});
    return mine;
  };
}
