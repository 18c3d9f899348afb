import { bodyText } from '../wire/body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { pathOf, protocolOf, type ProtocolName } from '../protocols/protocols.ts';
import { type ParsedRequest, parseRequest } from './parsed-request.ts';

/** One interaction, ready to be matched. */
export interface Recording {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, counted from 1 as in messages and faults. */
  number: number;
  /** Its place among all recordings, from 0. */
  order: number;
  /** Source of a regular expression for the end of the path of a request. */
  path: string;
  request: ParsedRequest;
  played: boolean;
  /** Whether it was played in this round. With `repeat`, equal recordings begin a new one together. */
  consumed: boolean;
}

/** Lists every interaction of the cassettes, in file order. */
export function recordingsOf(
  cassettes: readonly Cassette[],
  protocolName?: ProtocolName,
): Recording[] {
  const all = cassettes.flatMap((cassette) =>
    cassette.interactions.map((interaction, at) => ({ cassette, interaction, number: at + 1 })),
  );
  return all.map(({ cassette, interaction, number }, order) => {
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
      number,
      order,
      path,
      request,
      played: false,
      consumed: false,
    };
  });
}
