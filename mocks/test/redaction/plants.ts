import type { Plant } from './planting.ts';
import { plantsByName } from './plants-by-name.ts';
import { plantsByShape } from './plants-by-shape.ts';
import { plantsElsewhere, plantsInBase64, plantsInDisguise } from './plants-elsewhere.ts';

/** Makes all plants. Nothing keeps them. */
export function plants(): Plant[] {
  return [
    ...plantsByShape(),
    ...plantsByName(),
    ...plantsElsewhere(),
    ...plantsInDisguise(),
    ...plantsInBase64(),
  ];
}
