import { bodyText } from '../wire/body.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { pathOf, protocolOf, type ProtocolChoice } from '../protocols/protocols.ts';
import { type ParsedRequest, parseRequest } from './parsed-request.ts';

/** One interaction, ready to be matched. */
export interface Recording {
  cassette: Cassette;
  interaction: Interaction;
  /** Its place in the cassette, counted from 1 as in messages and faults. */
  number: number;
  /** Source of a regular expression for the end of the path of a request. */
  path: string;
  request: ParsedRequest;
  played: boolean;
  /** Whether it was played in this round. With `repeat`, equal recordings begin a new one together. */
  consumed: boolean;
}

/** Lists every interaction of the cassettes, in file order. */
export function recordingsOf(cassettes: readonly Cassette[], choice?: ProtocolChoice): Recording[] {
  return cassettes.flatMap((cassette) =>
    cassette.interactions.map((interaction, at) => {
      const { url, method, body } = interaction.request;
      const protocol = protocolOf(interaction, choice);
      const sent = { method: method.toUpperCase(), url, body: bodyText(body) };
      return {
        cassette,
        interaction,
        number: at + 1,
        path: pathOf(protocol, url),
        request: parseRequest(sent, protocol),
        played: false,
        consumed: false,
      };
    }),
  );
}
