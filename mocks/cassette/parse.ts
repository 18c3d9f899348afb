import type { Cassette, Interaction, RecordedRequest, RecordedResponse } from './cassette.ts';
import { fieldsOf, REQUEST_FIELDS, RESPONSE_FIELDS } from './fields.ts';
import { compact } from '../util/json.ts';
import { requestProblem } from './request-problem.ts';
import { responseProblem } from './response-problem.ts';
import { readYaml, TRUNCATED_HINT, type YamlFile, type YamlNode } from './yaml.ts';

/** Matches a Go duration (`113.6ms`, `1m18.0s`, `980µs`, `0`): https://pkg.go.dev/time#ParseDuration */
const DURATION = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

const CONVERT_HINT = 'Convert it to go-vcr version 2, or record it again';

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
  rejectOtherFormats(yaml, options.file);
  const version = top.read('version', 'integer');
  if (version !== undefined && version !== 2) {
    const recorder = version === 1 ? 'go-vcr v3 or newer' : 'a recorder that writes version 2';
    const reason = `unsupported version ${version}, expected 2`;
    top.fail('version', 'bad-version', reason, `Record it again with ${recorder}`);
  }
  const interactions = top.required('interactions', 'list');
  const cassette: Cassette = compact({
    file: options.file,
    version: 2,
    interactions: readInteractions(yaml, interactions),
  });
  parsed.add(cassette);
  return cassette;
}

const parsed = new WeakSet<Cassette>();

/** Tells whether a cassette was parsed from a file, and so checked. */
export function isParsed(cassette: Cassette): boolean {
  return parsed.has(cassette);
}

/** Names the files of other recorders as what they are. */
function rejectOtherFormats(yaml: YamlFile, file: string | undefined): void {
  const { root } = yaml;
  const importHint = `Import it with \`npx playhead import ${file ?? '<file>'}\``;
  const reject = (at: number, format: string, hint = importHint) =>
    yaml.fail(at, 'bad-version', `this is ${format}, not a go-vcr cassette`, hint);
  if (entryOf(entryOf(root, 'log'), 'entries')) reject(root.at, 'a HAR file');
  const interactions = entryOf(root, 'interactions');
  const first = interactions?.kind === 'list' ? interactions.items[0] : undefined;
  const uri = entryOf(entryOf(first, 'request'), 'uri');
  if (uri) reject(uri.at, 'a cassette of vcrpy');
  const http = entryOf(root, 'http_interactions');
  if (http) reject(http.at, "a cassette of Ruby's VCR", CONVERT_HINT);
}

function entryOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

/** Reads each node once: an alias can stand for the same interaction many times. */
function readInteractions(yaml: YamlFile, nodes: readonly YamlNode[]): Interaction[] {
  const known = new Map<YamlNode, Interaction>();
  return nodes.map((node, index) => {
    const interaction = known.get(node) ?? readInteraction(yaml, node, index);
    known.set(node, interaction);
    return { ...interaction };
  });
}

function readInteraction(yaml: YamlFile, node: YamlNode, index: number): Interaction {
  const entry = fieldsOf(yaml, node, `interaction ${index + 1}`);
  const request = entry.required('request', 'node');
  const response = entry.required('response', 'node');
  return {
    id: entry.read('id', 'integer') ?? index,
    request: readRequest(yaml, request, `the request of interaction ${index + 1}`),
    response: readResponse(yaml, response, `the response of interaction ${index + 1}`),
  };
}

function readRequest(yaml: YamlFile, node: YamlNode, name: string): RecordedRequest {
  const entry = fieldsOf(yaml, node, name);
  const url = entry.required('url', 'string');
  const method = entry.required('method', 'string');
  const problem = requestProblem({ url, method });
  if (problem) entry.fail(problem.field, problem.code, problem.reason, problem.hint);
  return { body: '', headers: {}, ...entry.readAll(REQUEST_FIELDS), url, method };
}

function readResponse(yaml: YamlFile, node: YamlNode, name: string): RecordedResponse {
  const entry = fieldsOf(yaml, node, name);
  const code = entry.required('code', 'integer');
  if (code < 200 || code > 599) {
    const hint = `Use the code of the final response, 200 to 599; ${TRUNCATED_HINT}`;
    entry.fail('code', 'bad-value', `invalid status code ${code}`, hint);
  }
  const response = { body: '', headers: {}, ...entry.readAll(RESPONSE_FIELDS), code };
  const { duration } = response;
  if (duration !== undefined && !DURATION.test(duration)) {
    const hint = 'Write a Go duration, such as 113.6ms or 1m18.0s';
    entry.fail('duration', 'bad-duration', `invalid duration ${JSON.stringify(duration)}`, hint);
  }
  const problem = responseProblem(response);
  if (problem) entry.fail(problem.field, problem.code, problem.reason, problem.hint);
  return response;
}
