import type { Cassette } from './cassette.ts';
import { REQUEST_FIELDS, RESPONSE_FIELDS } from './fields.ts';
import { writeYaml } from './write-yaml.ts';

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
      request: inOrder(request, REQUEST_FIELDS),
      response: inOrder(response, RESPONSE_FIELDS),
    })),
  });
}

function inOrder<T extends object>(value: T, fields: Record<keyof T, unknown>): object {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, value[key as keyof T]]));
}
