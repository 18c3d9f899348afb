import type { Cassette } from './cassette.ts';
import { writeYaml } from './yaml.ts';

/**
 * Formats a cassette as YAML that `parseCassette` reads back to an equal cassette and that go-vcr
 * loads. Keys come in go-vcr's order; absent fields stay absent.
 *
 * @example
 * await writeFile('cassettes/hello.yaml', formatCassette(cassette));
 */
export function formatCassette(cassette: Cassette): string {
  const { version, interactions } = cassette;
  return writeYaml({
    version,
    interactions: interactions.map(({ id, request, response }) => ({
      id,
      request: inOrder(request, REQUEST_KEYS),
      response: inOrder(response, RESPONSE_KEYS),
    })),
  });
}

const MESSAGE_KEYS = ['proto', 'proto_major', 'proto_minor'] as const;
const REQUEST_KEYS = [
  ...MESSAGE_KEYS,
  'content_length',
  'transfer_encoding',
  'trailer',
  'host',
  'remote_addr',
  'request_uri',
  'body',
  'form',
  'headers',
  'url',
  'method',
] as const;
const RESPONSE_KEYS = [
  ...MESSAGE_KEYS,
  'transfer_encoding',
  'trailer',
  'content_length',
  'uncompressed',
  'body',
  'headers',
  'status',
  'code',
  'duration',
] as const;

function inOrder<T extends object>(value: T, keys: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(
    keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]),
  ) as Partial<T>;
}
