import { bodyText } from '../wire/body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { pathOf, protocolOf, type ProtocolName } from '../protocols/protocols.ts';
import { type ParsedRequest, parseRequest } from './parsed-request.ts';

/** One interaction ready to be found. */
export interface Recording {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, from 0. */
  position: number;
  /** Its place among all recordings, from 0. */
  order: number;
  /** What the path of a request must end with: the source of a regular expression. */
  path: string;
  request: ParsedRequest;
  played: boolean;
  /** Has it been played in this round? With `repeat` all of a kind begin a new one. */
  consumed: boolean;
}

/** Lists every interaction of the cassettes, in file order. */
export function recordingsOf(
  cassettes: readonly Cassette[],
  protocolName?: ProtocolName,
): Recording[] {
  const all = cassettes.flatMap((cassette) =>
    cassette.interactions.map((interaction, position) => ({ cassette, interaction, position })),
  );
  return all.map(({ cassette, interaction, position }, order) => {
    const { url, method, body } = interaction.request;
    const protocol = protocolOf(interaction, protocolName);
    const path = pathOf(protocol, url);
    const request = parseRequest(
      { method: method.toUpperCase(), url, body: bodyText(body) },
      protocol,
    );
    return {
      cassette,
      interaction,
      position,
      order,
      path,
      request,
      played: false,
      consumed: false,
    };
  });
}
