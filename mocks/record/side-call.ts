import { EMBEDDINGS_PATH } from '../replay/embeddings.ts';
import { MODERATION_PATH } from '../replay/moderation.ts';

/** Models, all or one: https://platform.openai.com/docs/api-reference/models , and Ollama's list. */
const MODELS_PATH = /\/(?:models(?:\/.+)?|api\/tags)\/?$/;

/** Tells whether a request is one beside the chat that is known: for models, embeddings or a moderation. */
export function isSideCall({ method, url }: { method: string; url: string }): boolean {
  const { pathname } = new URL(url);
  switch (method.toUpperCase()) {
    case 'GET':
      return MODELS_PATH.test(pathname);
    case 'POST':
      return EMBEDDINGS_PATH.test(pathname) || MODERATION_PATH.test(pathname);
    default:
      return false;
  }
}
