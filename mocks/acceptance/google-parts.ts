import { isObject, type JsonObject, text } from '../util/json.ts';
import { type Placed, placed } from './refusal.ts';

/** Contents in a row: all of the model, or all of others. */
export interface Turn {
  isModel: boolean;
  contents: Placed[];
}

/** Joins contents to turns. */
export function turnsOf(contents: readonly Placed[]): Turn[] {
  const turns: Turn[] = [];
  for (const content of contents) {
    const isModel = content.value['role'] === 'model';
    const last = turns.at(-1);
    if (last?.isModel === isModel) last.contents.push(content);
    else turns.push({ isModel, contents: [content] });
  }
  return turns;
}

/** Lists the parts of contents with their paths. */
export function partsOf(...contents: readonly Placed[]): Placed[] {
  return contents.flatMap(({ path, value }) => placed(value['parts'], `${path}.parts`));
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
