import type { RecordedHeaders } from '../../../cassette/cassette.ts';
import type { YamlNode } from '../../../cassette/yaml.ts';
import { compact } from '../../../util/json.ts';
import { bodyOf } from '../../../wire/body.ts';
import { bytesOfBase64, bytesOfText } from '../body-bytes.ts';
import { type ImportedExchange, headersOf, readEach, responseOf, statusOf } from '../exchange.ts';
import { headerLines } from './header-lines.ts';
import type { Importer } from '../importer.ts';
import { DAMAGED_HINT, type Source } from '../source.ts';
import { Unusable } from '../unusable.ts';

const HEAD = /^["\s{]*interactions"?:/m;
const URI = /^[\s"-]+uri"?: /m;

/**
 * A cassette of vcrpy, or of pytest-recording, which writes the same, as YAML or JSON:
 * https://github.com/kevin1024/vcrpy/blob/master/vcr/serialize.py . The YAML reader reads both.
 */
export const vcrpy = {
  format: 'vcrpy',
  mismatch(source) {
    const text = source.text();
    if (text === undefined) return 'it is not UTF-8';
    if (!HEAD.test(text)) return 'it has no list "interactions"';
    return hasUri(source, text) ? undefined : 'its requests have no "uri"';
  },
  async read(source) {
    const yaml = source.yaml();
    const interactions = entry(yaml.root, 'interactions');
    if (interactions?.kind !== 'list') {
      const reason = '"interactions" must be a list';
      return yaml.fail(yaml.root.at, 'wrong-type', reason, DAMAGED_HINT);
    }
    return { ...(await readEach(interactions.items, placeOf, readExchange)), notes: [] };
  },
} as const satisfies Importer;

/** Tells vcrpy's requests from go-vcr's, which have a `url`; in a damaged file by their lines. */
function hasUri(source: Source, text: string): boolean {
  try {
    const interactions = entry(source.yaml().root, 'interactions');
    if (interactions?.kind !== 'list') return URI.test(text);
    return interactions.items.some((each) => entry(entry(each, 'request'), 'uri'));
  } catch {
    return URI.test(text);
  }
}

function placeOf(node: YamlNode) {
  const request = entry(node, 'request');
  const read = (key: string) => scalar(entry(request, key)) ?? '';
  return { url: read('uri'), method: read('method') };
}

async function readExchange(node: YamlNode): Promise<ImportedExchange> {
  const request = entry(node, 'request');
  const response = entry(node, 'response');
  if (!request || !response) throw new Unusable('it is truncated: it has no request or response');
  const status = entry(response, 'status');
  // The stub for httpx had other keys before vcrpy 6.
  const code = Number(
    scalar(entry(status, 'code') ?? entry(response, 'status_code')) ?? Number.NaN,
  );
  if (Number.isNaN(code)) throw new Unusable('it has no status: the file may be truncated');
  const body = entry(response, 'body');
  const content = entry(body, 'string') ?? entry(response, 'content');
  const base64 = scalar(entry(body, 'base64_string'));
  const bytes =
    base64 === undefined ? bytesOf(content ?? body, 'its response body') : bytesOfBase64(base64);
  const head = {
    code,
    status: statusOf(code, scalar(entry(status, 'message'))),
    headers: readHeaders(entry(response, 'headers')),
  };
  return compact({
    request: {
      ...placeOf(node),
      headers: readHeaders(entry(request, 'headers')),
      body: bodyOf(bytesOf(entry(request, 'body'), 'its request body')),
    },
    response: await responseOf(head, bytes),
    startedAt: undefined,
    notes: [],
  });
}

/** Python 2 marked its strings so; they are text all the same. */
const TEXT_TAG = /^tag:yaml\.org,2002:python\/(?:unicode|str)$/;

function bytesOf(node: YamlNode | undefined, name: string): Uint8Array {
  if (node?.tag !== undefined && !TEXT_TAG.test(node.tag)) {
    const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
    throw new Unusable(`${name} is a Python object (${tag}), which only Python can read`);
  }
  if (!node || (node.kind === 'scalar' && node.value === null)) return new Uint8Array();
  if (node.kind !== 'scalar') throw new Unusable(`${name} is neither text nor !!binary`);
  const { value } = node;
  const isBinary = typeof value === 'object' && value !== null;
  return isBinary ? bytesOfBase64(value.base64) : bytesOfText(scalar(node) ?? '');
}

/** Reads headers: a map of values or lists, or the lines of older versions. */
function readHeaders(node: YamlNode | undefined): RecordedHeaders {
  if (node?.kind === 'list') return headersOf(headerLines(texts(node)));
  if (node?.kind !== 'map') return {};
  return headersOf(
    [...node.entries].flatMap(([name, values]) =>
      texts(values).map((value) => [name, value] as const),
    ),
  );
}

function texts(node: YamlNode): string[] {
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => scalar(item) ?? []);
}

/** Returns the text of a scalar. PyYAML writes text such as `1e5` without quotes: it is not a number. */
function scalar(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const { value, source } = node;
  return typeof value === 'object' ? undefined : (source ?? String(value));
}

function entry(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}
