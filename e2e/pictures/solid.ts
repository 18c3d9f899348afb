import type { Bitmap } from './bitmap.ts';
import { colourAt } from './bitmap.ts';

// Longer than any stroke of a letter in running text, so that letters never count as solid.
const RUN = 12;

/**
 * Marks the pixels that every browser must paint alike: backgrounds, and borders along their
 * length. They lie in a row or column of one colour, away from anything with soft edges.
 */
export function findSolid(bitmap: Bitmap): Uint8Array {
  const { width, height } = bitmap;
  const inRun = new Uint8Array(width * height);
  const colours = Uint32Array.from(inRun, (_, pixel) => {
    const [red, green, blue] = colourAt(bitmap, pixel);
    return red * 65_536 + green * 256 + blue;
  });
  const markRuns = (start: number, step: number, length: number) => {
    let from = 0;
    for (let at = 1; at <= length; at++) {
      const same = at < length && colours[start + at * step] === colours[start + from * step];
      if (same) continue;
      if (at - from >= RUN) {
        for (let inside = from; inside < at; inside++) inRun[start + inside * step] = 1;
      }
      from = at;
    }
  };
  for (let y = 0; y < height; y++) markRuns(y * width, 1, width);
  for (let x = 0; x < width; x++) markRuns(x, width, height);
  return withoutRims(inRun, width, height);
}

/** Next to a letter lie pixels so faint that one browser paints them and another does not. */
function withoutRims(inRun: Uint8Array, width: number, height: number): Uint8Array {
  const solid = inRun.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (inRun[y * width + x]) continue;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          solid[row * width + column] = 0;
        }
      }
    }
  }
  return solid;
}
