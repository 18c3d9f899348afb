/** A line of two texts: in both, or in one of them. */
export interface DiffLine {
  mark: ' ' | '-' | '+';
  text: string;
}

/** Compares so many pairs of lines: 2,000 lines of each text. More are shown as removed and added. */
const MOST_PAIRS = 4_000_000;

/** Compares two texts by line: what is removed from the first stands before what is added. */
export function diffLines(one: readonly string[], other: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end++;
  const middle = one.slice(start, one.length - end);
  const otherMiddle = other.slice(start, other.length - end);
  return [
    ...marked(' ', one.slice(0, start)),
    ...(middle.length * otherMiddle.length > MOST_PAIRS
      ? [...marked('-', middle), ...marked('+', otherMiddle)]
      : diffByCommonLines(middle, otherMiddle)),
    ...marked(' ', one.slice(one.length - end)),
  ];
}

function marked(mark: DiffLine['mark'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ mark, text }));
}

/** Walks along the longest common subsequence. */
function diffByCommonLines(one: readonly string[], other: readonly string[]): DiffLine[] {
  // Compares numbers: lines may be long, and alike.
  const numbers = new Map<string, number>();
  const numberOf = (line: string) => {
    const number = numbers.get(line) ?? numbers.size;
    numbers.set(line, number);
    return number;
  };
  const [own, others] = [one.map(numberOf), other.map(numberOf)];
  const width = other.length + 1;
  // The number of lines in common from a line of each text on.
  const common = new Uint16Array((one.length + 1) * width);
  for (let at = one.length - 1; at >= 0; at--) {
    for (let to = other.length - 1; to >= 0; to--) {
      const here = at * width + to;
      common[here] =
        own[at] === others[to]
          ? common[here + width + 1]! + 1
          : Math.max(common[here + width]!, common[here + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [at, to] = [0, 0];
  while (at < one.length || to < other.length) {
    const here = at * width + to;
    if (at < one.length && to < other.length && own[at] === others[to]) {
      lines.push({ mark: ' ', text: one[at]! });
      at++;
      to++;
    } else if (
      to >= other.length ||
      (at < one.length && common[here + width]! >= common[here + 1]!)
    ) {
      lines.push({ mark: '-', text: one[at++]! });
    } else {
      lines.push({ mark: '+', text: other[to++]! });
    }
  }
  return lines;
}
