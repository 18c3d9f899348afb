import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { protocolOf, type ProtocolChoice } from '../protocols/protocols.ts';
import { isObject, parseJson } from '../util/json.ts';

const DATA = /^(data: ?)(\{.*"messageId".*\})/gm;

/**
 * Takes the ids of messages out of the streams of UI messages: an answer may play twice in one chat, and a
 * list in React with two equal keys shows one of the messages in the place of the other. `useChat` makes
 * ids of its own then.
 */
export function withoutMessageIds(cassette: Cassette, protocol?: ProtocolChoice): Cassette {
  const interactions = cassette.interactions.map((each) =>
    protocolOf(each, protocol)?.name === 'ai-sdk-ui' ? withoutIds(each) : each,
  );
  const isSame = interactions.every((each, at) => each === cassette.interactions[at]);
  return isSame ? cassette : { ...cassette, interactions };
}

function withoutIds(interaction: Interaction): Interaction {
  const { chunk_sizes: _, ...response } = interaction.response;
  if (typeof response.body !== 'string') return interaction;
  const body = response.body.replaceAll(DATA, (line, field: string, json: string) => {
    const chunk = parseJson(json);
    if (!isObject(chunk) || chunk['type'] !== 'start') return line;
    const { messageId: _id, ...rest } = chunk;
    return field + JSON.stringify(rest);
  });
  return body === response.body ? interaction : { ...interaction, response: { ...response, body } };
}
