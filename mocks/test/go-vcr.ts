import { parse } from 'yaml';

/**
 * The fields of go-vcr 4.0 by their types in Go, from `pkg/cassette/cassette.go` of
 * https://github.com/dnaeon/go-vcr. Its YAML parser ignores other keys.
 */
const MESSAGE = {
  proto: 'string',
  proto_major: 'int',
  proto_minor: 'int',
  content_length: 'int',
  transfer_encoding: '[]string',
  trailer: 'http.Header',
  body: 'string',
  headers: 'http.Header',
};
const REQUEST = {
  ...MESSAGE,
  host: 'string',
  remote_addr: 'string',
  request_uri: 'string',
  form: 'http.Header', // url.Values, which are the same
  url: 'string',
  method: 'string',
};
const RESPONSE = {
  ...MESSAGE,
  uncompressed: 'bool',
  status: 'string',
  code: 'int',
  duration: 'time.Duration',
};
/** Keys of Playhead's own. */
const IGNORED = ['event_times', 'chunk_sizes'];

const isText = (value: unknown) => typeof value === 'string' || value instanceof Uint8Array;
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const IS: Record<string, (value: unknown) => boolean> = {
  string: isText,
  int: Number.isInteger,
  bool: (value) => typeof value === 'boolean',
  '[]string': isTexts,
  'http.Header': (value) =>
    value !== null && typeof value === 'object' && Object.values(value).every(isTexts),
  'time.Duration': (value) =>
    typeof value === 'string' && /^(?:0|(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.test(value),
};

/** Lists what go-vcr would not load. */
function wrongFieldsOf(value: Record<string, unknown>, fields: Record<string, string>): string[] {
  return Object.entries(value).flatMap(([key, field]) => {
    if (IGNORED.includes(key)) return [];
    const type = fields[key];
    return type && IS[type]!(field) ? [] : `${key}: ${JSON.stringify(field)} is no ${type}`;
  });
}

/** Lists what go-vcr would not load of the text of a cassette. */
export function wrongFields(text: string): string[] {
  // The version that go-yaml reads.
  const file = parse(text, { version: '1.1' }) as Record<string, unknown>;
  const { version, interactions, ...others } = file;
  return [
    ...Object.keys(others),
    ...(version === 2 ? [] : [`version: ${String(version)}`]),
    ...(interactions as Record<string, Record<string, unknown>>[]).flatMap(
      ({ id, request, response, ...more }) => [
        ...wrongFieldsOf({ id, ...more }, { id: 'int' }),
        ...wrongFieldsOf(request!, REQUEST),
        ...wrongFieldsOf(response!, RESPONSE),
      ],
    ),
  ];
}
