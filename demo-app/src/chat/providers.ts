export interface Provider {
  id: string;
  name: string;
  baseURL: string;
  model: string;
}

const GROQ: Provider = {
  id: 'groq',
  name: 'Groq',
  baseURL: 'https://api.groq.com/openai/v1',
  model: 'moonshotai/kimi-k2-instruct-0905',
};

export const PROVIDERS: readonly Provider[] = [
  GROQ,
  {
    id: 'openrouter',
    name: 'OpenRouter',
    baseURL: 'https://openrouter.ai/api/v1',
    model: 'moonshotai/kimi-k2-0905',
  },
  {
    id: 'huggingface',
    name: 'Hugging Face',
    baseURL: 'https://router.huggingface.co/v1',
    model: 'moonshotai/Kimi-K2-Instruct-0905:groq',
  },
];

/** The provider of that id, or the first one. */
export function findProvider(id: string | undefined): Provider {
  return PROVIDERS.find((provider) => provider.id === id) ?? GROQ;
}
