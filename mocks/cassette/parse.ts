import type { Cassette, Interaction, RecordedRequest, RecordedResponse } from './cassette.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isGoDuration } from './duration.ts';
import { responseProblem } from './response-problem.ts';
import { readYaml, TRUNCATED_HINT, type YamlFile, type YamlNode } from './yaml.ts';

/** Options of `parseCassette`. */
export interface ParseOptions {
  /** The file name for messages; the file is not opened. */
  file?: string;
}

/**
 * Parses a go-vcr version 2 cassette (https://github.com/dnaeon/go-vcr).
 *
 * A missing `version` means 2. Unknown keys are ignored, `null` means absent, bodies survive byte
 * for byte, and `content_length` is never checked.
 *
 * @param text the content of the YAML file
 * @throws PlayheadError with `code`, `file`, `line`, `column`; the message shows the place with a
 *   caret and gives a hint: `bad-yaml`, `duplicate-key`, `bad-version`, `missing-key`,
 *   `wrong-type`, `bad-value`, `bad-duration`, `bad-body`.
 * @example
 * const cassette = parseCassette(await readFile(path, 'utf8'), { file: path });
 */
export function parseCassette(text: string, options: ParseOptions = {}): Cassette {
  const yaml = readYaml(text, options.file);
  const top = fieldsOf(yaml, yaml.root, 'the cassette');
  const version = top.integer('version');
  if (version !== undefined && version !== 2) {
    yaml.fail(
      top.at('version'),
      'bad-version',
      `unsupported version ${version}, expected 2`,
      version === 1
        ? 'Record it again with go-vcr v3 or newer'
        : 'Record it again with a recorder that writes version 2',
    );
  }
  const interactions = top.required('interactions', top.list('interactions'));
  const cassette: Cassette = {
    ...(options.file === undefined ? {} : { file: options.file }),
    version: 2,
    interactions: interactions.map((node, index) => readInteraction(yaml, node, index)),
  };
  parsed.add(cassette);
  return cassette;
}

const parsed = new WeakSet<Cassette>();

/** Tells whether a cassette was parsed from a file, and so checked. */
export function isParsed(cassette: Cassette): boolean {
  return parsed.has(cassette);
}

function readInteraction(yaml: YamlFile, node: YamlNode, index: number): Interaction {
  const entry = fieldsOf(yaml, node, `interaction ${index + 1}`);
  const request = entry.required('request', entry.child('request'));
  const response = entry.required('response', entry.child('response'));
  return {
    id: entry.integer('id') ?? index,
    request: readRequest(yaml, request, `the request of interaction ${index + 1}`),
    response: readResponse(yaml, response, `the response of interaction ${index + 1}`),
  };
}

function readRequest(yaml: YamlFile, node: YamlNode, name: string): RecordedRequest {
  const entry = fieldsOf(yaml, node, name);
  const url = entry.required('url', entry.string('url'));
  if (!URL.canParse(url)) {
    yaml.fail(
      entry.at('url'),
      'bad-value',
      `invalid URL ${JSON.stringify(url)}`,
      'Write the full URL, with scheme and host',
    );
  }
  return compact({
    ...readMessage(entry),
    host: entry.string('host'),
    remote_addr: entry.string('remote_addr'),
    request_uri: entry.string('request_uri'),
    body: entry.body('body'),
    form: entry.headers('form'),
    headers: entry.headers('headers') ?? {},
    url,
    method: entry.required('method', entry.string('method')),
  });
}

function readResponse(yaml: YamlFile, node: YamlNode, name: string): RecordedResponse {
  const entry = fieldsOf(yaml, node, name);
  const code = entry.required('code', entry.integer('code'));
  if (code < 200 || code > 599) {
    yaml.fail(
      entry.at('code'),
      'bad-value',
      `invalid status code ${code}`,
      `Use the code of the final response, 200 to 599; ${TRUNCATED_HINT}`,
    );
  }
  const duration = entry.string('duration');
  if (duration !== undefined && !isGoDuration(duration)) {
    yaml.fail(
      entry.at('duration'),
      'bad-duration',
      `invalid duration ${JSON.stringify(duration)}`,
      'Write a Go duration, such as 113.6ms or 1m18.0s',
    );
  }
  const response: RecordedResponse = compact({
    ...readMessage(entry),
    uncompressed: entry.boolean('uncompressed'),
    body: entry.body('body'),
    headers: entry.headers('headers') ?? {},
    status: entry.string('status'),
    code,
    duration,
  });
  const problem = responseProblem(response);
  if (problem) yaml.fail(entry.at('body'), 'bad-body', problem.reason, problem.hint);
  return response;
}

/** Reads the keys that requests and responses share. */
function readMessage(entry: Fields) {
  return {
    proto: entry.string('proto'),
    proto_major: entry.integer('proto_major'),
    proto_minor: entry.integer('proto_minor'),
    content_length: entry.integer('content_length'),
    transfer_encoding: entry.strings('transfer_encoding'),
    trailer: entry.headers('trailer'),
  };
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Drops the keys whose value is undefined. */
function compact<T extends object>(value: T): Present<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Present<T>;
}
