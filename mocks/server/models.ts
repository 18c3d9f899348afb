/** Paths that list models: of OpenAI, Anthropic and Gemini, and of Ollama. */
export const MODELS_PATH = /\/(?:v\d\w*\/)?models\/?$|\/api\/tags\/?$/;

/** Lists models as OpenAI, Anthropic and Gemini do, or Ollama, all in one: each client reads its part. */
export function listModels(names: readonly string[], url: string): object {
  const prefix = /\/api\/tags\/?$/.test(url) ? '' : 'models/'; // of Ollama, of Gemini
  const created = '1970-01-01T00:00:00Z';
  return {
    object: 'list',
    data: names.map((id) => ({
      id,
      object: 'model',
      type: 'model',
      created: 0,
      created_at: created,
      owned_by: 'playhead',
      display_name: id,
    })),
    has_more: false,
    first_id: names[0] ?? null,
    last_id: names.at(-1) ?? null,
    models: names.map((name) => ({
      name: `${prefix}${name}`,
      model: name,
      displayName: name,
      modified_at: created,
      supportedGenerationMethods: ['generateContent', 'streamGenerateContent'],
    })),
  };
}
