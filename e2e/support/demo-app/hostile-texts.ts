/** Answers that a model must not be able to do harm with, and what of each a person reads. */
export interface Hostile {
  name: string;
  answer: string;
  /** What must be readable, white space aside. */
  reads: readonly string[];
}

const SCRIPT = 'window.hacked = true';
const TAB = '\t';
const ELSEWHERE = 'https://evil.example';

const LINKS = [
  `javascript:${SCRIPT}`,
  `JaVaScRiPt:${SCRIPT}`,
  `java${TAB}script:${SCRIPT}`,
  `\u0001javascript:${SCRIPT}`,
  `&#106;avascript:${SCRIPT}`,
  `javascript&colon;${SCRIPT}`,
  `vbscript:msgbox(1)`,
  `data:text/html,<script>${SCRIPT}</script>`,
  `data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPXRydWU8L3NjcmlwdD4=`,
  `//evil.example/x`,
  `blob:${ELSEWHERE}/1`,
];

const row = (cell: string, cells: number) => `|${` ${cell} |`.repeat(cells)}\n`;

export const HOSTILE: readonly Hostile[] = [
  {
    name: 'script tags',
    answer: `Before <script>${SCRIPT}</script>\n\n<script src="${ELSEWHERE}/a.js"></script>\n\nAfter.`,
    reads: ['Before', `<script>${SCRIPT}</script>`, 'After.'],
  },
  {
    name: 'links that run',
    answer: [
      ...LINKS.map((href, at) => `[link ${at}](${href}) [link <${at}>](<${href}>)`),
      ...LINKS.map((href, at) => `[ref ${at}][r${at}]\n\n[r${at}]: <${href}>`),
      `<javascript:${SCRIPT}>`,
    ].join('\n\n'),
    reads: LINKS.map((_, at) => `link ${at}`),
  },
  {
    name: 'images',
    answer: `![one](${ELSEWHERE}/a.png) ![two](x" onerror="${SCRIPT}) <img src=x onerror="${SCRIPT}"> end`,
    reads: ['one', '<img src=x', 'end'],
  },
  {
    name: 'frames, forms and styles',
    answer: [
      `<iframe src="${ELSEWHERE}" srcdoc="<script>parent.hacked = true</script>"></iframe>`,
      `<form action="${ELSEWHERE}"><input name="a"><button>Go</button></form>`,
      '<style>body { display: none }</style>',
      `<link rel="stylesheet" href="${ELSEWHERE}/a.css">`,
      `<meta http-equiv="refresh" content="0;url=${ELSEWHERE}">`,
      `<base href="${ELSEWHERE}">`,
      `<object data="${ELSEWHERE}"></object><embed src="${ELSEWHERE}">`,
      '<div style="position:fixed;inset:0;background:red">Over</div>',
      'After.',
    ].join('\n\n'),
    reads: ['<form', 'display: none', 'After.'],
  },
  {
    name: 'SVG with script',
    answer: `<svg onload="${SCRIPT}"><script>${SCRIPT}</script><use href="data:image/svg+xml,x#a"/></svg>\n\n\`\`\`html\n<svg onload="${SCRIPT}">\n\`\`\`\n\nAfter.`,
    reads: ['<svg onload', 'After.'],
  },
  {
    name: 'HTML on its way through markdown',
    answer: `a<!--<img src=x onerror="${SCRIPT}">-->b\n\n<details ontoggle="${SCRIPT}" open>c</details>\n\n<a href="javascript:${SCRIPT}">d</a>\n\n\`<b>\` <math><mi xlink:href="javascript:${SCRIPT}">e</mi></math>`,
    reads: ['ontoggle', '<math>'],
  },
  {
    name: 'a table of 10,000 columns',
    answer: `Before.\n\n${row('cell', 10_000)}${row('---', 10_000)}${row('value', 10_000)}\nAfter.`,
    reads: ['Before.', 'value', '9900 more', 'After.'],
  },
  {
    name: 'a megabyte of code',
    answer: `Before.\n\n\`\`\`js\n${'const a = 1; // so on\n'.repeat(48_000)}\`\`\`\n\nAfter.`,
    reads: ['Before.', 'const a = 1;', 'Show all 1,056,000 characters', 'After.'],
  },
  {
    name: 'a line of 200,000 characters',
    answer: `Before.\n\n${'word '.repeat(40_000)}\n\nAfter.`,
    reads: ['Before.', 'word word', 'Show all', 'After.'],
  },
  {
    name: 'a word of 200,000 characters',
    answer: `Before.\n\n${'x'.repeat(200_000)}\n\nAfter.`,
    reads: ['Before.', 'xxxxx', 'After.'],
  },
  {
    name: 'text turned around, and signs without width',
    answer: `Pay \u202Eevil\u202C now \u2067right\u2069\u200B\u200D\uFEFF \u061C${'e\u0301\u0302\u0303'.repeat(200)}\n\nAfter.`,
    reads: ['Pay', 'evil', 'After.'],
  },
  {
    name: 'all that can be left open',
    answer:
      '<div>\n\n<b>bold **strong _em `code [link](http://a [ref][ ![img]( ~~del\n\n| a | b\n|--\n| 1\n\n> - 1. x\n\n&lt <!-- \n\n```js\nlast',
    reads: ['bold', 'strong', 'last'],
  },
  {
    name: '10,000 quotes in quotes',
    answer: `Before.\n\n${'>'.repeat(10_000)} deep\n\n${'> '.repeat(10_000)} deeper\n\nAfter.`,
    reads: ['Before.', 'deep', 'deeper', 'After.'],
  },
  {
    name: '10,000 lists in lists',
    answer: `Before.\n\n${'- '.repeat(10_000)}deep\n\n${'1. '.repeat(10_000)}deeper\n\nAfter.`,
    reads: ['Before.', 'deep', 'deeper', 'After.'],
  },
  {
    name: 'as many quotes and lists as are rendered',
    answer: `${'>'.repeat(90)} deep\n\n${'- '.repeat(90)}deeper\n\nAfter.`,
    reads: ['deep', 'deeper', 'After.'],
  },
  {
    name: 'lists that step in for ever',
    answer: `${Array.from({ length: 400 }, (_, at) => `${'  '.repeat(at)}- item`).join('\n')}\n\nAfter.`,
    reads: ['item', 'After.'],
  },
  {
    name: 'thousands of marks of emphasis',
    answer: `Before.\n\n${'**a _b ~~c '.repeat(3000)}\n\n${'*a**b_'.repeat(3000)}\n\n${'['.repeat(10_000)}\n\n${'`a'.repeat(5000)}\n\n${'*a '.repeat(400)}\n${'_b*'.repeat(400)}\n\nAfter.`,
    reads: ['Before.', 'After.'],
  },
];
