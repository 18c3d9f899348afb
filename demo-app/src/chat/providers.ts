import type { Provider } from './types.ts';

const openaiCompatible = () => import('./models/openai-compatible.ts');

const GROQ: Provider = {
  id: 'groq',
  name: 'Groq',
  baseURL: 'https://api.groq.com/openai/v1',
  model: 'moonshotai/kimi-k2-instruct-0905',
  load: openaiCompatible,
};

export const PROVIDERS: readonly Provider[] = [
  GROQ,
  {
    id: 'openrouter',
    name: 'OpenRouter',
    baseURL: 'https://openrouter.ai/api/v1',
    model: 'moonshotai/kimi-k2-0905',
    load: openaiCompatible,
  },
  {
    id: 'huggingface',
    name: 'Hugging Face',
    baseURL: 'https://router.huggingface.co/v1',
    model: 'moonshotai/Kimi-K2-Instruct-0905:groq',
    load: openaiCompatible,
  },
  {
    id: 'openai-chat',
    name: 'OpenAI Chat',
    baseURL: 'https://api.openai.com/v1',
    model: 'gpt-4.1',
    load: openaiCompatible,
  },
  {
    id: 'openai-responses',
    name: 'OpenAI',
    baseURL: 'https://api.openai.com/v1',
    model: 'gpt-5-mini',
    load: () => import('./models/openai-responses.ts'),
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    baseURL: 'https://api.anthropic.com/v1',
    model: 'claude-sonnet-4-5-20250929',
    load: () => import('./models/anthropic.ts'),
  },
  {
    id: 'vertex-anthropic',
    name: 'Claude on Vertex',
    baseURL:
      'https://us-east5-aiplatform.googleapis.com/v1/projects/demo/locations/us-east5/publishers/anthropic',
    model: 'claude-sonnet-4-5@20250929',
    load: () => import('./models/vertex-anthropic.ts'),
  },
  {
    id: 'bedrock',
    name: 'Claude on Bedrock',
    baseURL: 'https://bedrock-runtime.us-east-1.amazonaws.com',
    model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    load: () => import('./models/bedrock.ts'),
  },
  {
    id: 'google',
    name: 'Google',
    baseURL: 'https://generativelanguage.googleapis.com/v1beta',
    model: 'gemini-2.5-flash',
    load: () => import('./models/google.ts'),
  },
  {
    id: 'vertex-google',
    name: 'Gemini on Vertex',
    baseURL:
      'https://us-central1-aiplatform.googleapis.com/v1/projects/demo/locations/us-central1/publishers/google',
    model: 'gemini-2.5-flash',
    load: () => import('./models/vertex-google.ts'),
  },
  {
    id: 'ollama',
    name: 'Ollama',
    baseURL: 'http://localhost:11434',
    model: 'qwen3:8b',
    keyless: true,
    load: () => import('./models/ollama.ts'),
  },
  {
    id: 'ai-sdk-ui',
    name: 'Own back end',
    baseURL: '/api/chat',
    model: 'the model of the back end',
    keyless: true,
  },
];

/** Finds a provider by its id, or by a cassette such as `groq/tool_streaming`; else gives the first one. */
export function findProvider(name: string | undefined): Provider {
  const folders = name?.split('/').slice(0, -1) ?? [];
  return PROVIDERS.find(({ id }) => id === name || folders.includes(id)) ?? GROQ;
}

const relayedProviders = new Map<Provider, Provider>();

/** Gives the provider as it is reached by the server of the page: always the same one. */
export function byRelay(provider: Provider): Provider {
  if (!provider.load) return provider; // that server itself
  const { origin } = location;
  const { pathname } = new URL(provider.baseURL, origin);
  const path = pathname === '/' ? '' : pathname;
  const relayed = relayedProviders.get(provider) ?? {
    ...provider,
    baseURL: `${origin}/relay${path}`,
  };
  relayedProviders.set(provider, relayed);
  return relayed;
}
