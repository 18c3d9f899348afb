import type { ChatDriver } from 'playhead/chat-suite';
import { violationsOf } from '../audit.ts';
import { createChat } from '../demo-app/chat.ts';

/** Maps the providers of the demo app to their hosts. */
const PROVIDERS = [
  ['groq', 'api.groq.com'],
  ['openrouter', 'openrouter.ai'],
  ['huggingface', 'router.huggingface.co'],
] as const;

/** Drives the demo app. */
export const demoApp: ChatDriver = {
  name: 'demo app',
  open: (page, { url }) =>
    createChat(page).open(PROVIDERS.find(([, host]) => url.includes(host))?.[0]),
  send: (page, text) => createChat(page).send(text),
  log: (page) => page.getByRole('log', { name: 'Conversation' }),
  answers: (page) => createChat(page).answers,
  toolCards: (page) => createChat(page).toolCards,
  stop: (page) => page.getByRole('button', { name: 'Stop' }).click(),
  error: (page) => page.getByRole('alert'),
  retry: (page) => createChat(page).retryButton.click(),
  audit: violationsOf,
};

/** Drives it where its own back end asks the model, runs the tools, and streams messages of the AI SDK. */
export const demoAppByBackEnd: ChatDriver = {
  ...demoApp,
  name: 'demo app, own back end',
  open: (page) => createChat(page).open('ai-sdk-ui'),
};
