import type { RecordedResponse } from '../cassette/cassette.ts';
import { asObject, type JsonObject, objects, text } from '../util/json.ts';
import { jsonOf } from './recorded-json.ts';

/** What Anthropic has sent. */
export interface RecordedBlocks {
  /** The thinking of each signature. */
  thinking: ReadonlyMap<string, string>;
  /** Texts, thoughts and ids of calls, by which an answer is known again. */
  fingerprints: ReadonlySet<string>;
}

/** Reads the blocks of responses. */
export function recordedBlocks(responses: readonly RecordedResponse[]): RecordedBlocks {
  const thinking = new Map<string, string>();
  const fingerprints = new Set<string>();
  for (const block of responses.flatMap(blocksOf)) {
    const signature = text(block['signature']);
    if (signature !== undefined) thinking.set(signature, text(block['thinking']) ?? '');
    for (const fingerprint of fingerprintsOf(block)) fingerprints.add(fingerprint);
  }
  return { thinking, fingerprints };
}

/** Tells apart what any answer may say, such as "OK", from what one answer has said. */
const MIN_TEXT = 16;

/** Lists what a block is known by. */
export function fingerprintsOf(block: JsonObject): string[] {
  const texts = [text(block['text']) ?? '', text(block['thinking']) ?? ''];
  const id = block['type'] === 'tool_use' ? text(block['id']) : undefined;
  return [...texts.filter(({ length }) => length >= MIN_TEXT), ...(id === undefined ? [] : [id])];
}

function blocksOf(response: RecordedResponse): JsonObject[] {
  const blocks = new Map<unknown, JsonObject>();
  const whole: JsonObject[] = [];
  for (const event of jsonOf(response)) {
    const { type, index } = event;
    if (type === 'message') whole.push(...objects(event['content']));
    if (type === 'content_block_start') blocks.set(index, { ...asObject(event['content_block']) });
    const block = blocks.get(index);
    if (type === 'content_block_delta' && block) append(block, asObject(event['delta']));
  }
  return [...whole, ...blocks.values()];
}

function append(block: JsonObject, delta: JsonObject): void {
  for (const key of ['text', 'thinking', 'signature']) {
    const more = text(delta[key]);
    if (more !== undefined) block[key] = (text(block[key]) ?? '') + more;
  }
}
