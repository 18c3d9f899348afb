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
  readonly played: boolean;
  /** Whether it was played in this round. With `repeat`, equal recordings begin a new one together. */
  readonly consumed: boolean;
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

/** The flags of a recording, which only the functions below set. */
type Flags = { -readonly [K in 'played' | 'consumed']: boolean };

export function markPlayed(recording: Recording): void {
  const flags: Flags = recording;
  flags.played = flags.consumed = true;
}

/** Marks a recording as not played after all. */
export function markUnplayed(recording: Recording): void {
  const flags: Flags = recording;
  flags.played = flags.consumed = false;
}

/** Begins a new round, in which each of these can be played once more. */
export function restart(recordings: readonly Recording[]): void {
  for (const flags of recordings as readonly Flags[]) flags.consumed = false;
}
