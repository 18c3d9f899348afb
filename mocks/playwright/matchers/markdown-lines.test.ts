import { expect, test } from 'vitest';
import { normalizeText } from '../../util/text.ts';
import { countOf, visibleLines } from './markdown-lines.ts';

/** Tells whether a page shows the lines, one after another. */
function shows(markdown: string, page: string): boolean {
  const shown = normalizeText(page);
  let from = 0;
  return visibleLines(markdown).every(({ pattern }) => {
    pattern.lastIndex = from;
    const found = pattern.test(shown);
    from = pattern.lastIndex;
    return found;
  });
}

const CASES: readonly [what: string, markdown: string, rendered: string, without: string][] = [
  ['an ordered list', '1. First\n2) Second', 'First\nSecond', 'First'],
  ['a task list', '- [x] done\n- [ ] open', 'done\nopen', 'open'],
  ['tasks in an ordered list in a quote', '> 1. [X] done', 'done', ''],
  ['an entity', 'salt &amp; pepper &#38; &#x41; b', 'salt & pepper & A b', 'salt pepper b c'],
  ['a named letter', 'caf&eacute; noir', 'café noir', 'caf lait'],
  ['a link', 'See [docs](https://a.example/b_(c)) now', 'See docs now', 'See now'],
  ['a link with a title', "See [docs](<a b> 'the title') now", 'See docs now', 'docs now'],
  ['a link to what stands in the next line', '[a](bcd)\nbcd it is', 'a\nbcd it is', 'a it is'],
  ['an image', 'Look: ![a cat](cat.png "Tom") there', 'Look: there', 'there'],
  [
    'an image with a caption',
    'Look: ![a cat](b.png) there',
    'Look: Image: a cat, there',
    'Look: a cat',
  ],
  ['an image in a link', '[![a cat](cat.png) big](https://a.example)', 'big', ''],
  ['a reference', 'See [docs][1] now\n\n[1]: https://a.example "Docs"', 'See docs now', 'See now'],
  [
    'a footnote',
    'It is so[^why] here.\n\n[^why]: Because.',
    'It is so1 here. Because.',
    'It is so',
  ],
  ['a fence with a language', 'So:\n```js title=a\n1. b\n```\nEnd', 'So:\n1. b\nEnd', 'So: b End'],
  ['a fence in an item', '- ~~~sh\n  ls\n  ~~~\n- b', 'ls b', 'b'],
  ['code', 'Use `[a](b) &amp; <c>` there', 'Use [a](b) &amp; <c> there', 'Use a there'],
  ['HTML', 'one<br />two <b class="c">three</b> <!-- four --> five', 'onetwo three five', 'three'],
  ['an address', 'At <https://a.example> now', 'At https://a.example now', 'At now'],
  ['an escape', String.raw`\[a](b) \&amp; c`, '[a](b) &amp; c', 'a c'],
  ['a table', '| a | b |\n|---|:-:|\n| 1 | 2 |', 'ab12', 'ab1'],
  ['brackets', 'take a[1][2] first', 'take a[1][2] first', 'take a[1] first'],
  ['a number in a line', 'It was 1. or 2. there', 'It was 1. or 2. there', 'It was or there'],
];

test.each(CASES)('%s is shown rendered or as it is written', (_what, markdown, rendered) => {
  expect(shows(markdown, rendered)).toBe(true);
  expect(shows(markdown, markdown)).toBe(true);
});

test.each(CASES)(
  '%s is not shown where a word is missing',
  (_what, markdown, _rendered, without) => {
    expect(shows(markdown, without)).toBe(false);
  },
);

test.each([
  ['another order', 'Second\nFirst'],
  ['a word too many', 'First one and\nSecond too'],
])('%s is not shown', (_what, page) => {
  expect(shows('1. First and\n2. Second [too](x) late', page)).toBe(false);
});

test.each(['', '***', '1.', '- [x]', '👍', '![a](b)'])('%j shows no letters', (markdown) => {
  expect(visibleLines(markdown)).toEqual([]);
});

test('counts a line rendered and as it is written', () => {
  const [line] = visibleLines('See [docs](https://a.example) now');
  const page = normalizeText('See docs now. See [docs](https://a.example) now. See docs later.');
  expect(countOf(line!, page)).toBe(2);
});

test.each(['![a](a)', '[a](a)', '&amp;'])('many of %s in a line are looked for at once', (mark) => {
  const lines = visibleLines(`a ${mark} `.repeat(200) + 'z');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(countOf(line, 'a'.repeat(6000)) > 0).toBe(line.pattern.source !== 'z');
});
