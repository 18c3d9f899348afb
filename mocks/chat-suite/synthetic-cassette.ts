import { type Cassette, cassetteName } from '../cassette/cassette.ts';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { type ProtocolChoice, protocolOf } from '../protocols/protocols.ts';
import { PlayheadError } from '../util/error.ts';
import type { SyntheticConversation } from './behaviours/all.ts';
import { openingOf } from './expected-conversation.ts';

/**
 * Makes the cassette of a synthetic conversation for the UI of a recorded one: in its protocol, and at
 * the URL of its first request that has one.
 * @throws PlayheadError `bad-cassette` where none has.
 */
export function syntheticCassette(
  { name, exchanges }: Pick<SyntheticConversation, 'name' | 'exchanges'>,
  recorded: Cassette,
  protocol?: ProtocolChoice,
): Cassette {
  const spoken = (each: Cassette['interactions'][number]) => protocolOf(each, protocol);
  const first = recorded.interactions.find(spoken) ?? openingOf(recorded);
  const known = spoken(first);
  const { url } = first.request;
  if (known) return chatCassette(exchanges, { protocol: known, url, name });
  const file = cassetteName(recorded);
  const message = `Cannot generate answers like those of cassette "${file}": the protocol of ${url} is not known. Set the option "protocol".`;
  throw new PlayheadError('bad-cassette', message, { file: recorded.file });
}
