import { isObject, type JsonObject, text } from '../util/json.ts';
import { type Placed, placed } from './refusal.ts';

/** Contents of one side in a row. */
export interface Side {
  isModel: boolean;
  contents: Placed[];
}

/** Joins contents in a row of the model, and those of all others. */
export function sidesOf(contents: readonly Placed[]): Side[] {
  const sides: Side[] = [];
  for (const content of contents) {
    const isModel = content.value['role'] === 'model';
    const last = sides.at(-1);
    if (last?.isModel === isModel) last.contents.push(content);
    else sides.push({ isModel, contents: [content] });
  }
  return sides;
}

/** Lists the parts of contents with their places. */
export function partsOf(...contents: readonly Placed[]): Placed[] {
  return contents.flatMap(({ place, value }) => placed(value['parts'], `${place}.parts`));
}

/** Lists the calls among parts. Google reads the keys of its JSON in both spellings. */
export function callsIn(parts: readonly Placed[]): Placed[] {
  return parts.filter(({ value }) => isObject(callOf(value)));
}

/** Lists the results among parts. */
export function resultsIn(parts: readonly Placed[]): Placed[] {
  return parts.filter(({ value }) => isObject(resultOf(value)));
}

export function callOf(part: JsonObject): unknown {
  return part['functionCall'] ?? part['function_call'];
}

export function resultOf(part: JsonObject): unknown {
  return part['functionResponse'] ?? part['function_response'];
}

export function signatureOf(part: JsonObject): string | undefined {
  return text(part['thoughtSignature']) ?? text(part['thought_signature']);
}
