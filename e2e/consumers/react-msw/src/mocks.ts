import { setupWorker } from 'msw/browser';
import { type Cassette, cassetteHandlers } from 'playhead';

const files = import.meta.glob<Cassette>('../cassettes/**/*.yaml', {
  query: '?cassette',
  import: 'default',
  eager: true,
});

/** Answers any question with a recorded answer, at a pace that a person can follow. */
export async function startMocks(): Promise<void> {
  const handlers = cassetteHandlers(Object.values(files), {
    match: 'any',
    repeat: true,
    pace: { eventsPerSecond: 20 },
  });
  await setupWorker(...handlers).start({ quiet: true });
}
