import { LLMock } from '@copilotkit/aimock';
import { CHARACTERS, completion, PROMPT } from './completion.ts';

/** aimock, which says the words of a completion of so many events; gives its address. */
export async function openAimock(events: number): Promise<string> {
  const mock = new LLMock({ port: 0, latency: 0, chunkSize: CHARACTERS, logLevel: 'silent' });
  mock.onMessage(PROMPT, { content: completion(events).text });
  await mock.start();
  return mock.url;
}
