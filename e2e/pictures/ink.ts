import type { Bitmap, Colour } from './bitmap.ts';
import { colourAt } from './bitmap.ts';

/** How the ink of a tile has changed, each as a share: 0 is not at all, 1 is all of it. */
export interface InkChange {
  amount: number;
  colour: number;
}

export interface Tile {
  x: number;
  y: number;
  size: number;
}

// A tile with less ink than a few black pixels is measured as if it had these: a shade more or
// less in the corner of a letter is a large share of almost nothing.
const LEAST_INK = 12 * 255;

/**
 * Compares what is drawn on a tile: letters, icons, rounded corners. Browsers soften edges each in
 * their own way, which moves ink by less than a pixel and thins or thickens it a little. So the
 * ink is summed up over the tile: how much, and of which colour.
 *
 * Ink is the distance from the background. Half-covered pixels hold half of it in the same
 * proportion of red, green and blue, so the colour of the sum is that of the ink itself.
 *
 * Undefined when the tile holds no ink.
 */
export function compareInk(
  expected: Bitmap,
  actual: Bitmap,
  solid: Uint8Array,
  tile: Tile,
): InkChange | undefined {
  const drawn = pixelsOf(expected, tile).filter((pixel) => !solid[pixel]);
  if (drawn.length === 0) return undefined;

  const paper = backgroundOf(expected, solid, tile);
  return change(sumInk(expected, drawn, paper), sumInk(actual, drawn, paper));
}

function change(before: Colour, after: Colour): InkChange {
  const [much, now] = [length(before), length(after)];
  const whole = Math.max(much, now, LEAST_INK);
  // What is left when the old ink, thinned or thickened to fit, is taken away: another colour.
  const fit = much > 0 ? dot(after, before) / dot(before, before) : 0;
  const rest = after.map((part, channel) => part - fit * before[channel]!) as Colour;
  return { amount: Math.abs(now - much) / whole, colour: length(rest) / whole };
}

function sumInk(bitmap: Bitmap, pixels: number[], paper: Colour): Colour {
  const sum: Colour = [0, 0, 0];
  for (const pixel of pixels) {
    const colour = colourAt(bitmap, pixel);
    for (const channel of [0, 1, 2] as const) sum[channel] += paper[channel] - colour[channel];
  }
  return sum;
}

/** The colour that most solid pixels of the tile have; white when it has none. */
function backgroundOf(bitmap: Bitmap, solid: Uint8Array, tile: Tile): Colour {
  const counts = new Map<string, { colour: Colour; count: number }>();
  for (const pixel of pixelsOf(bitmap, tile)) {
    if (!solid[pixel]) continue;
    const colour = colourAt(bitmap, pixel);
    const counted = counts.get(colour.join()) ?? { colour, count: 0 };
    counted.count++;
    counts.set(colour.join(), counted);
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return most?.colour ?? [255, 255, 255];
}

function pixelsOf({ width, height }: Bitmap, { x, y, size }: Tile): number[] {
  const pixels: number[] = [];
  for (let row = y; row < Math.min(y + size, height); row++) {
    for (let column = x; column < Math.min(x + size, width); column++) {
      pixels.push(row * width + column);
    }
  }
  return pixels;
}

function dot(a: Colour, b: Colour): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** In units of one channel: black on white is 255 a pixel. */
function length(colour: Colour): number {
  return Math.sqrt(dot(colour, colour) / 3);
}
