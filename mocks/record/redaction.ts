import type { Interaction } from '../cassette/cassette.ts';

export interface Removed {
  place: string;
  kind: string;
  count: number;
}

export type Redact = (
  interaction: Interaction,
) => Promise<{ interaction: Interaction; removed: readonly Removed[] }>;

/** Leaves everything as it is. */
export const redact: Redact = async (interaction) => ({ interaction, removed: [] });
