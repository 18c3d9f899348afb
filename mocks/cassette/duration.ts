const DURATION = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/**
 * Checks for a Go duration (`113.6ms`, `1m18.0s`, `980µs`, `0`).
 * The grammar is that of Go's `time.ParseDuration`: https://pkg.go.dev/time#ParseDuration
 */
export function isGoDuration(text: string): boolean {
  return DURATION.test(text);
}
