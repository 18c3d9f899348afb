import type { LanguageModel } from 'ai';

interface Named {
  /** Also the name of the folder that its cassettes lie in. */
  id: string;
  name: string;
  model: string;
  /** Where it is asked. The content security policy lets the page reach its origin. */
  baseURL: string;
  /** It stands on one's own machine and takes no key. */
  keyless?: true;
}

export type Access = Pick<Named, 'id' | 'baseURL' | 'model'> & { apiKey: string };

/** A provider whose model the app asks itself, and whose tools it runs. */
export interface ModelProvider extends Named {
  /** Loads what speaks to it. Nothing of it is part of the first page. */
  load: () => Promise<{ connect: (access: Access) => LanguageModel }>;
}

/** A back end that asks a model of its own, and streams the messages of the AI SDK's UI. */
export interface OwnBackEnd extends Named {
  load?: never;
}

export type Provider = ModelProvider | OwnBackEnd;

const loadOpenAICompatible = () => import('./models/openai-compatible.ts');
const loadGoogle = () => import('./models/google.ts');

const GROQ: Provider = {
  id: 'groq',
  name: 'Groq',
  model: 'moonshotai/kimi-k2-instruct-0905',
  baseURL: 'https://api.groq.com/openai/v1',
  load: loadOpenAICompatible,
};

export const PROVIDERS: readonly Provider[] = [
  GROQ,
  {
    id: 'openrouter',
    name: 'OpenRouter',
    model: 'moonshotai/kimi-k2-0905',
    baseURL: 'https://openrouter.ai/api/v1',
    load: loadOpenAICompatible,
  },
  {
    id: 'huggingface',
    name: 'Hugging Face',
    model: 'moonshotai/Kimi-K2-Instruct-0905:groq',
    baseURL: 'https://router.huggingface.co/v1',
    load: loadOpenAICompatible,
  },
  {
    id: 'openai-chat',
    name: 'OpenAI Chat',
    model: 'gpt-4.1-mini-2025-04-14',
    baseURL: 'https://api.openai.com/v1',
    load: loadOpenAICompatible,
  },
  {
    id: 'openai-responses',
    name: 'OpenAI Responses',
    model: 'gpt-5-mini-2025-08-07',
    baseURL: 'https://api.openai.com/v1',
    load: () => import('./models/openai-responses.ts'),
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    model: 'claude-sonnet-4-5-20250929',
    baseURL: 'https://api.anthropic.com/v1',
    load: () => import('./models/anthropic.ts'),
  },
  {
    id: 'vertex-anthropic',
    name: 'Anthropic on Vertex AI',
    model: 'claude-sonnet-4-5@20250929',
    baseURL:
      'https://us-east5-aiplatform.googleapis.com/v1/projects/demo/locations/us-east5/publishers/anthropic',
    load: () => import('./models/vertex-anthropic.ts'),
  },
  {
    id: 'bedrock',
    name: 'Anthropic on Bedrock',
    model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    baseURL: 'https://bedrock-runtime.us-east-1.amazonaws.com',
    load: () => import('./models/bedrock.ts'),
  },
  {
    id: 'google',
    name: 'Gemini',
    model: 'gemini-2.5-flash',
    baseURL: 'https://generativelanguage.googleapis.com/v1beta',
    load: loadGoogle,
  },
  {
    id: 'vertex-google',
    name: 'Gemini on Vertex AI',
    model: 'gemini-2.5-flash',
    baseURL:
      'https://us-central1-aiplatform.googleapis.com/v1/projects/demo/locations/us-central1/publishers/google',
    load: loadGoogle,
  },
  {
    id: 'ollama',
    name: 'Ollama',
    model: 'qwen3:8b',
    baseURL: 'http://localhost:11434',
    keyless: true,
    load: () => import('./models/ollama.ts'),
  },
  {
    id: 'ai-sdk-ui',
    name: 'Own back end',
    model: 'The model of your back end',
    baseURL: '/api/chat',
    keyless: true,
  },
];

/** The provider of that id, or the one whose id is a folder in a cassette's name; else the first. */
export function findProvider(name: string | undefined): Provider {
  const words = name?.split('/') ?? [];
  return PROVIDERS.find(({ id }) => words.includes(id)) ?? GROQ;
}

/** The origins that the page must be let reach, besides its own. */
export const ORIGINS: readonly string[] = [
  ...new Set(
    PROVIDERS.map(({ baseURL }) => baseURL)
      .filter((url) => URL.canParse(url))
      .map((url) => new URL(url).origin),
  ),
];
