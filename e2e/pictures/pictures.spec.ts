import { type Recorded, recordings } from '../support/cassettes.ts';
import { expect, test } from '../support/demo-app/fixtures.ts';
import { expectPicture, leaveOut, pictureDifferences } from './picture.ts';

const pictureOf = ({ name }: Recorded) => `${name.replaceAll(/\W|_/g, '-')}.png`;

for (const recording of recordings) {
  const title = `${recording.name}: the finished conversation looks as in its picture`;
  test(title, { tag: '@picture' }, async ({ page, chat }) => {
    await chat.replay(recording);
    await expectPicture(page, pictureOf(recording));
  });
}

// The comparison lets other builds of Chromium pass. What it must not let pass:
const DAMAGES: [name: string, css: string, said: RegExp][] = [
  [
    'a card moved by 2 px',
    '[aria-label="add"] { transform: translateX(2px); }',
    /background or border has moved/,
  ],
  [
    'a card moved down by 2 px',
    '[aria-label="multiply"] { position: relative; top: 2px; }',
    /background or border has moved/,
  ],
  [
    'a missing icon',
    '[aria-label="add"] .card-icon svg { visibility: hidden; }',
    /text or an icon has moved, is missing/,
  ],
  [
    'a missing status icon',
    '[aria-label="multiply"] .card-status svg { visibility: hidden; }',
    /text or an icon has moved, is missing/,
  ],
  [
    'a status in another green',
    '.card-status { color: #0f7a2e !important; }',
    /text or an icon has another colour/,
  ],
  [
    'a status in blue',
    '.card-status { color: #0b5cad !important; }',
    /text or an icon has another colour/,
  ],
  [
    'a border in another grey',
    '.card { border-color: #c9ced6 !important; }',
    /background or border .* another colour/,
  ],
  [
    'a background of another white',
    'body { background: #f7f7fb !important; }',
    /background or border .* another colour/,
  ],
];

for (const [name, css, said] of DAMAGES) {
  test(`the comparison of pictures sees ${name}`, async ({ page, chat }) => {
    if (leaveOut('the damaged page')) return;
    const recording = recordings[0]!;
    await chat.replay(recording);
    expect(await pictureDifferences(page, pictureOf(recording)), 'undamaged').toEqual([]);

    // The app's policy allows no style tags; a constructed sheet is not one.
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, css);
    const found = await pictureDifferences(page, pictureOf(recording));
    expect(found.map(({ what }) => what).join('; ')).toMatch(said);
  });
}
