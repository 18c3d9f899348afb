import type { Carrier } from 'playhead/playwright';

/** What a run of Playwright is told. */
export interface Settings {
  /** Where the measured pages are. */
  site: string;
  /** Where aimock answers. */
  aimock: string;
  /** Those that work. */
  carriers: Carrier[];
  /** How many times each way is measured, in turn with the others. */
  rounds: number;
  /** How many events: of the stream that is read, or how many steps. */
  events: number;
  /** For whole tests: how the provider is stood in for, and how many tests. */
  way: string;
  tests: number;
}

const VARIABLE = 'PLAYHEAD_BENCH';

export const readSettings = (): Settings => JSON.parse(process.env[VARIABLE] ?? '{}') as Settings;

export function writeSettings(settings: Settings): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(settings) };
}
