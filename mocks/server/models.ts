import type { CompletionRequest } from '../player/channel.ts';
import type { Sessions } from './sessions.ts';
import type { Standalone } from './standalone.ts';

/** Paths that list models: of OpenAI, Anthropic and Gemini, and of Ollama. */
const MODEL_LIST_PATH = /\/(?:models|api\/tags)\/?$/;

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

/** Tells whether a request asks for a list of models. */
export function isModelsRequest({
  method,
  url,
}: Pick<CompletionRequest, 'method' | 'url'>): boolean {
  return method === 'GET' && MODEL_LIST_PATH.test(new URL(url).pathname);
}

/** Lists models, unless a recorded answer to that is left. */
export async function findModels(
  request: CompletionRequest,
  { sessions, standalone }: { sessions: Sessions; standalone: Standalone },
): Promise<object | undefined> {
  if (!isModelsRequest(request)) return undefined;
  const named = sessions.findNamed(request);
  const asked = named ? [named] : sessions.running;
  if (asked.length === 0 && !standalone.explain(request)) return undefined;
  const claims = await Promise.all(asked.map((session) => session.claim(request)));
  if (claims.some(({ hasAnswer }) => hasAnswer)) return undefined;
  const names = asked.length > 0 ? asked.flatMap(({ info }) => info.models) : standalone.models;
  return listModels([...new Set(names)], request.url);
}
