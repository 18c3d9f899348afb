import type { ProtocolName } from '../../protocols/protocols.ts';

/** A package that calls a model. */
export interface Sdk {
  name: string;
  protocol: ProtocolName;
  /** What its environment says of the provider; `{}` where its address is an option in the code. */
  env: Record<string, string>;
  /** Whether it throws in a page without the option `dangerouslyAllowBrowser`. */
  refusesPages?: true;
}

/** Where `playhead serve` listens. */
export const SERVE_URL = 'http://127.0.0.1:4010';

const OPENAI = { OPENAI_BASE_URL: `${SERVE_URL}/v1`, OPENAI_API_KEY: 'none' };
const ANTHROPIC = { ANTHROPIC_BASE_URL: SERVE_URL, ANTHROPIC_API_KEY: 'none' };
const GOOGLE = { GOOGLE_GEMINI_BASE_URL: SERVE_URL, GEMINI_API_KEY: 'none' };

/** The environment that gives the provider's own package the address of `playhead serve`. */
export const USUAL_ENV: Partial<Record<ProtocolName, Record<string, string>>> = {
  'openai-chat': OPENAI,
  'openai-responses': OPENAI,
  'anthropic-messages': ANTHROPIC,
  'google-generative': GOOGLE,
};

/** The first that a project has decides. The AI SDK comes first: it is used through its own packages. */
export const SDKS: readonly Sdk[] = [
  { name: '@ai-sdk/openai', protocol: 'openai-responses', env: OPENAI },
  {
    name: '@ai-sdk/anthropic',
    protocol: 'anthropic-messages',
    env: { ...ANTHROPIC, ANTHROPIC_BASE_URL: `${SERVE_URL}/v1` },
  },
  { name: '@ai-sdk/google', protocol: 'google-generative', env: {} },
  { name: '@ai-sdk/openai-compatible', protocol: 'openai-chat', env: {} },
  { name: '@ai-sdk/groq', protocol: 'openai-chat', env: {} },
  { name: '@ai-sdk/mistral', protocol: 'openai-chat', env: {} },
  { name: '@openrouter/ai-sdk-provider', protocol: 'openai-chat', env: {} },
  { name: 'ollama-ai-provider-v2', protocol: 'ollama-chat', env: {} },
  { name: 'openai', protocol: 'openai-chat', env: OPENAI, refusesPages: true },
  { name: '@langchain/openai', protocol: 'openai-chat', env: OPENAI },
  {
    name: '@anthropic-ai/sdk',
    protocol: 'anthropic-messages',
    env: ANTHROPIC,
    refusesPages: true,
  },
  { name: '@google/genai', protocol: 'google-generative', env: GOOGLE },
  {
    name: 'groq-sdk',
    protocol: 'openai-chat',
    env: { GROQ_BASE_URL: SERVE_URL, GROQ_API_KEY: 'none' },
    refusesPages: true,
  },
  { name: 'ollama', protocol: 'ollama-chat', env: {} },
];

/** The addresses of providers that a source may hold, where it calls one without a package. */
export const ADDRESSES: readonly [RegExp, ProtocolName][] = [
  [/\/chat\/completions\b/, 'openai-chat'],
  [/\/v1\/responses\b/, 'openai-responses'],
  [/api\.anthropic\.com|\/v1\/messages\b/, 'anthropic-messages'],
  [/generativelanguage\.googleapis\.com|:streamGenerateContent\b/, 'google-generative'],
  [/:11434\b/, 'ollama-chat'],
];

/** What a page uses to get messages of the AI SDK from a back end. */
export const USE_CHAT = /^@ai-sdk\/(?:react|vue|svelte|angular)$/;

/** Frameworks with a server half. */
export const BACK_END =
  /^(?:express|fastify|hono|koa|elysia|@hapi\/hapi|@nestjs\/core|next|nuxt|@sveltejs\/kit|@remix-run\/node|@react-router\/node|@tanstack\/react-start|astro|socket\.io)$/;

/** Those whose pages come from the server, and can be used a moment later. */
export const HYDRATING =
  /^(?:next|nuxt|@sveltejs\/kit|@remix-run\/react|@react-router\/node|@tanstack\/react-start|astro)$/;
