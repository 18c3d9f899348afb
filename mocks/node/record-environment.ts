/** What the environment says of recording. */
export interface RecordEnvironment {
  isCi: boolean;
  /** Records in CI too. */
  isForced: boolean;
}

/** Reads the variables `CI` and `PLAYHEAD_RECORD`: `0` and `false` are off. */
export function recordEnvironment(
  variables: Record<string, string | undefined>,
): RecordEnvironment {
  return { isCi: isOn(variables['CI']), isForced: isOn(variables['PLAYHEAD_RECORD']) };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
