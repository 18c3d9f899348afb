import { openaiChat } from './openai-chat.ts';
import type { Protocol } from './protocol.ts';

/** Every protocol the oracle can read. */
export const protocols: readonly Protocol[] = [openaiChat];

/** The protocol spoken at a URL; undefined where none is known: such a recording still replays. */
export function protocolOf(url: string): Protocol | undefined {
  const { pathname } = new URL(url);
  return protocols.find(({ path }) => pathname.endsWith(path));
}
