import type { AppCall } from '../browser/channel.ts';
import { cassetteName } from '../cassette/cassette.ts';
import type { Answers } from '../match/answers.ts';
import type { Difference } from '../match/differences.ts';
import type { Miss } from '../match/miss.ts';
import { parseJson } from '../protocols/json.ts';

/** One completion request of the app. */
export interface Call {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** As JSON, where it is JSON. */
  body: unknown;
  /** What answered it; absent where nothing did. */
  answer?: CallAnswer;
  miss?: Miss;
}

/** The recorded interaction that answered a call. */
export interface CallAnswer {
  cassette: string;
  interaction: number;
  /** The fields of the body in which the call differs from the recorded request: not compared. */
  ignored: Difference[];
}

export function createCall(asked: AppCall, found: ReturnType<Answers['find']>): Call {
  const { method, url, headers, body } = asked;
  const call: Call = { method, url, headers, body: parseJson(body) ?? body };
  if (!found || 'miss' in found) return { ...call, miss: found?.miss ?? nowhere(call) };
  const { recording, ignored } = found;
  const { cassette, position: interaction } = recording;
  return {
    ...call,
    answer: { cassette: cassetteName(cassette), interaction, ignored: ignored() },
  };
}

function nowhere({ method, url }: Call): Miss {
  const message = `Cannot answer ${method} ${url}: no recorded interaction goes there.`;
  return { method, url, message, asked: [] };
}
