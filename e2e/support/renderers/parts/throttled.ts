/** Trailing: shows the latest text this long after the first that has not been shown. */
export function throttled(show: (text: string) => void, ms: number): (text: string) => void {
  let latest: string | undefined;
  return (text) => {
    if (latest === undefined) {
      setTimeout(() => {
        show(latest ?? '');
        latest = undefined;
      }, ms);
    }
    latest = text;
  };
}
