import { PNG } from 'pngjs';

/** Pixels row by row, four bytes each: red, green, blue, alpha. */
export interface Bitmap {
  width: number;
  height: number;
  data: Uint8Array;
}

export type Colour = [red: number, green: number, blue: number];

export function decode(png: Buffer): Bitmap {
  return PNG.sync.read(png);
}

export function colourAt({ data }: Bitmap, pixel: number): Colour {
  return [data[pixel * 4]!, data[pixel * 4 + 1]!, data[pixel * 4 + 2]!];
}
