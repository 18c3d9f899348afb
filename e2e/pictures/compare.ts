import type { Bitmap, Colour } from './bitmap.ts';
import { colourAt } from './bitmap.ts';
import { compareInk } from './ink.ts';
import { joinRegions, type Region } from './regions.ts';
import { findSolid } from './solid.ts';

/** One change of the picture that is more than another way of softening edges. */
export interface Difference extends Region {
  /** What has changed, in words. */
  what: string;
}

// Measured with Chromium 131 to 156, headless shell and whole browser, started as in
// `setup/launch.ts`, painted by processor and by (emulated) graphics card. The least damages are a
// status text from one green to another, and a missing tick of 14 px.
//                     browsers differ by   damages start at
const LIMITS = {
  shade: 2, //         1                    3 of 255
  solidPixels: 8, //   0                    650
  amount: 0.45, //     0.16                 1
  colour: 0.04, //     0.025                0.056
} as const;

// Larger than an icon's half, and overlapping, so that any small thing fills most of some tile.
const TILE = 16;
const STEP = 8;

/** What has changed between two pictures of a page. Empty when nothing has that a person sees. */
export function compare(expected: Bitmap, actual: Bitmap): Difference[] {
  if (expected.width !== actual.width || expected.height !== actual.height) {
    const { width, height } = actual;
    const what = `the size is ${width}×${height}, not ${expected.width}×${expected.height}`;
    return [{ what, x: 0, y: 0, width, height }];
  }
  const solid = findSolid(expected);
  return [...compareSolid(expected, actual, solid), ...compareTiles(expected, actual, solid)];
}

function compareSolid(expected: Bitmap, actual: Bitmap, solid: Uint8Array): Difference[] {
  const cells = new Map<string, Region>();
  let count = 0;
  for (let pixel = 0; pixel < solid.length; pixel++) {
    if (!solid[pixel]) continue;
    if (distance(colourAt(expected, pixel), colourAt(actual, pixel)) <= LIMITS.shade) continue;
    count++;
    const x = (pixel % expected.width) - ((pixel % expected.width) % STEP);
    const row = Math.floor(pixel / expected.width);
    const y = row - (row % STEP);
    cells.set(`${x},${y}`, { x, y, width: STEP, height: STEP });
  }
  if (count <= LIMITS.solidPixels) return [];
  return name([...cells.values()], 'a background or border has moved or has another colour');
}

function compareTiles(expected: Bitmap, actual: Bitmap, solid: Uint8Array): Difference[] {
  const amount: Region[] = [];
  const colour: Region[] = [];
  for (let y = 0; y < expected.height; y += STEP) {
    for (let x = 0; x < expected.width; x += STEP) {
      const change = compareInk(expected, actual, solid, { x, y, size: TILE });
      if (!change) continue;
      const tile = { x, y, width: TILE, height: TILE };
      if (change.amount > LIMITS.amount) amount.push(tile);
      else if (change.colour > LIMITS.colour) colour.push(tile);
    }
  }
  return [
    ...name(amount, 'text or an icon has moved, is missing, or is another'),
    ...name(colour, 'text or an icon has another colour'),
  ];
}

function name(regions: Region[], what: string): Difference[] {
  return joinRegions(regions).map((region) => ({ what, ...region }));
}

function distance(a: Colour, b: Colour): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}
