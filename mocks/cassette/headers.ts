import type { RecordedHeaders, RecordedResponse } from './cassette.ts';

/** Gives the first value of a header, whatever the case of its name; undefined when absent. */
export function header(headers: RecordedHeaders, name: string): string | undefined {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : headers[found]?.[0];
}

/** Gives the media type of a response in lower case, without parameters; `''` when not recorded. */
export function mediaType(response: RecordedResponse): string {
  const value = header(response.headers, 'content-type') ?? '';
  return (value.split(';', 1)[0] ?? '').trim().toLowerCase();
}
