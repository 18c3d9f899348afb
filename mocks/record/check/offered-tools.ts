import type { Cassette } from '../../cassette/cassette.ts';
import { foldParts, type ToolCall } from '../../protocols/turn.ts';
import { asObject, isObject, type JsonObject, objects, parseJson, text } from '../../util/json.ts';
import { bodyText } from '../../wire/body.ts';
import type { ReadInteraction } from '../read-interactions.ts';
import type { CheckFinding } from './finding.ts';
import { interactionsOf } from './interactions-of.ts';
import { schemaViolation } from './schema-violation.ts';

const HINT = 'Models do make such calls; in a hand-made cassette, change the call or the schema';

/**
 * Finds calls of tools that the request did not offer, `tool-not-offered`, and with arguments that do not
 * fit the schema that it gave, `arguments-invalid`.
 */
export function checkOfferedTools(cassette: Cassette): CheckFinding[] {
  return interactionsOf(cassette).flatMap((read) => {
    const offered = offeredTools(parseJson(bodyText(read.interaction.request.body)));
    if (offered.size === 0) return [];
    const { toolCalls } = foldParts(read.parts.flat());
    return toolCalls
      .filter(({ providerExecuted }) => !providerExecuted)
      .flatMap((call) => problemsOf(call, offered, read));
  });
}

function problemsOf(
  { name, arguments: given }: ToolCall,
  offered: ReadonlyMap<string, unknown>,
  { number }: ReadInteraction,
): CheckFinding[] {
  const finding = (found: Pick<CheckFinding, 'rule' | 'message'>): CheckFinding[] => {
    const place = { interaction: number, keys: ['response', 'body'] };
    return [{ ...found, severity: 'warning', hint: HINT, place }];
  };
  if (!offered.has(name)) {
    const names = [...offered.keys()].join(', ');
    return finding({
      rule: 'tool-not-offered',
      message: `the stream calls ${name}, and the request offers ${names}`,
    });
  }
  // Arguments that are not JSON are another finding.
  const violation = given === undefined ? undefined : schemaViolation(given, offered.get(name));
  return violation
    ? finding({
        rule: 'arguments-invalid',
        message: `the arguments of ${name} do not fit: ${violation}`,
      })
    : [];
}

/** Reads the tools that a request offers, by name, each with the schema of its arguments. */
function offeredTools(body: unknown): Map<string, unknown> {
  const declared = objects(asObject(body)['tools']).flatMap((tool): JsonObject[] => {
    const functions = tool['functionDeclarations'] ?? tool['function_declarations'];
    if (functions !== undefined) return objects(functions); // of Gemini
    return [isObject(tool['function']) ? tool['function'] : tool]; // of OpenAI and Ollama; of the others
  });
  return new Map(
    declared.flatMap((tool) => {
      const name = text(tool['name']);
      const schema = tool['parametersJsonSchema'] ?? tool['parameters'] ?? tool['input_schema'];
      return name === undefined ? [] : [[name, schema] as const];
    }),
  );
}
