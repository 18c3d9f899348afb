/** Reads lines of the form `Name: value`; others are left out. */
export function headerLines(lines: readonly string[]): [name: string, value: string][] {
  return lines.flatMap((line) => {
    const [, name, value] = /^([^:\s][^:]*):[\t ]*(.*?)[\t ]*\r?\n?$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}
