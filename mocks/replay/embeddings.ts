import { asObject, objects } from '../util/json.ts';

/** Paths that ask for embeddings: of OpenAI, of Gemini, of Ollama. */
export const EMBEDDINGS_PATH =
  /\/(?:embeddings|models\/[^/]+:(?:embedContent|batchEmbedContents)|api\/embed)\/?$/;

/** The lengths of vectors where the request does not say: of OpenAI's small model, of common others. */
const OPENAI_LENGTH = 1536;
const OTHER_LENGTH = 768;
/** No model has longer ones: a request for more is a mistake, which should not fill the memory. */
const MAX_LENGTH = 16_384;

/** Makes the answer to a request for embeddings: a vector of zeros for each input. */
export function noEmbeddings(body: unknown, path: string): object {
  const request = asObject(body);
  if (path.endsWith(':embedContent')) return { embedding: { values: zerosOf(request) } };
  if (path.endsWith(':batchEmbedContents')) {
    const requests = objects(request['requests']);
    return { embeddings: requests.map((each) => ({ values: zerosOf(each) })) };
  }
  const { model = '' } = request;
  if (/\/api\/embed\/?$/.test(path)) {
    return { model, embeddings: inputsOf(request).map(() => zerosOf(request)) };
  }
  if (request['prompt'] !== undefined) return { embedding: zerosOf(request) }; // Ollama's older one
  const zeros = Array.from({ length: lengthOf(request, OPENAI_LENGTH) }, () => 0);
  const embedding = request['encoding_format'] === 'base64' ? base64Of(zeros) : zeros;
  const data = inputsOf(request).map((_, index) => ({ object: 'embedding', index, embedding }));
  return { object: 'list', data, model, usage: { prompt_tokens: 0, total_tokens: 0 } };
}

/** Lists the inputs: a text or the tokens of one are one input. */
function inputsOf({ input }: Record<string, unknown>): unknown[] {
  return Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
}

function lengthOf(request: Record<string, unknown>, otherwise: number): number {
  const { dimensions, outputDimensionality } = request;
  const given = dimensions ?? outputDimensionality;
  const isLength = Number.isInteger(given) && Number(given) > 0 && Number(given) <= MAX_LENGTH;
  return isLength ? Number(given) : otherwise;
}

function zerosOf(request: Record<string, unknown>): number[] {
  return Array.from({ length: lengthOf(request, OTHER_LENGTH) }, () => 0);
}

/** Encodes a vector as OpenAI does for `encoding_format: 'base64'`: 32-bit floats, which are zeros. */
function base64Of(zeros: readonly number[]): string {
  return btoa('\0'.repeat(zeros.length * Float32Array.BYTES_PER_ELEMENT));
}
