import { setupWorker } from 'msw/browser';
import type { Cassette } from '../cassette/cassette.ts';
import { suggestName } from '../util/closest-name.ts';
import { PlayheadError } from '../util/error.ts';
import { cassetteHandlers } from '../msw/handlers.ts';
import { parsePace } from '../stream/pace.ts';

/** What `startReplay` replays, and what else there is to choose from. */
export interface ReplayInfo {
  /** The names of all cassettes. */
  cassettes: string[];
  /** The name of the one that is replayed. */
  cassette: string;
  /** Paces worth offering; any `<n>/s` or `<n>ms` works. */
  paces: string[];
  /** The pace of the replay. */
  pace: string;
}

const PACES = ['instant', '60/s', '20/s', '5/s'];
const VISIBLE = '20/s';

/**
 * Replays the cassette named in the page's address through MSW's service worker. Needs
 * `replayRoutes` of `playhead/node` on the page's own server. Resolves when the worker answers, so
 * start the app after it.
 *
 * In the address: `?cassette=groq/tool_streaming` (default: the first one) and `?pace=`, which is
 * `instant`, events per second (`20/s`, the default) or a total time (`2000ms`).
 *
 * @throws PlayheadError `no-file` for an unknown cassette, or where there is none; `bad-option` for an
 *   unknown pace.
 */
export async function startReplay(address: string = location.search): Promise<ReplayInfo> {
  const query = new URLSearchParams(address);
  const cassettes = await fetchJson<string[]>('/playhead/cassettes.json');
  const cassette = query.get('cassette') ?? cassettes[0];
  const pace = query.get('pace') ?? VISIBLE;
  if (cassette === undefined || cassettes.length === 0) {
    throw new PlayheadError(
      'no-file',
      'Cannot replay a cassette: none was found in the folder of replayRoutes. Change that folder, or record one with npx playhead record.',
    );
  }
  if (!cassettes.includes(cassette)) {
    throw new PlayheadError(
      'no-file',
      `Cannot replay the cassette "${cassette}": it does not exist. ${suggestName(cassette, cassettes)}`,
    );
  }
  const recorded = await fetchJson<Cassette>(`/playhead/cassettes/${cassette}.json`);
  const handlers = cassetteHandlers(recorded, {
    pace: parsePace(pace),
    repeat: true,
    onMiss: ({ message }) => console.error(message),
  });
  // Quiet: a logging worker clones responses, and then cannot see that a stream was cancelled.
  await setupWorker(...handlers).start({ quiet: true, onUnhandledRequest: 'bypass' });
  return { cassettes, cassette, paces: [...new Set([...PACES, pace])], pace };
}

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new PlayheadError(
      'no-file',
      `Cannot load ${url}: the server answered ${response.status}, ${await response.text()}. Mount replayRoutes of playhead/node on it.`,
    );
  }
  return (await response.json()) as T;
}
