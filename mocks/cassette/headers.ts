import type { RecordedHeaders, RecordedResponse } from './cassette.ts';

/** Returns the first value of a header, whatever the case of its name; undefined if absent. */
export function header(headers: RecordedHeaders, name: string): string | undefined {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : headers[found]?.[0];
}

/** Returns the media type of a response in lower case, without parameters; `''` if not recorded. */
export function mediaType(response: RecordedResponse): string {
  const value = header(response.headers, 'content-type') ?? '';
  return (value.split(';', 1)[0] ?? '').trim().toLowerCase();
}
