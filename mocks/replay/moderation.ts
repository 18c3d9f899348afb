import { asObject } from '../util/json.ts';

/** The path of https://platform.openai.com/docs/api-reference/moderations */
export const MODERATION_PATH = /\/moderations\/?$/;

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Makes the answer of a moderation that finds nothing: one result for each input. */
export function nothingFlagged(body: unknown): object {
  const { input, model = '' } = asObject(body);
  const each = <T>(value: T) => Object.fromEntries(CATEGORIES.map((name) => [name, value]));
  const result = { flagged: false, categories: each(false), category_scores: each(0) };
  const count = Array.isArray(input) && typeof input[0] === 'string' ? input.length : 1;
  return { id: 'modr-playhead', model, results: Array.from({ length: count }, () => result) };
}
