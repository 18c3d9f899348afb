import { asObject, isObject, type JsonObject, text } from '../util/json.ts';
import { type Finding, findingIf, type Placed, placed, shown } from './refusal.ts';

/** A function or custom tool of a request to OpenAI. */
export interface OfferedTool {
  /** Where its name stands. */
  path: string;
  name: string | undefined;
  /** The function, with `strict` and `parameters`. */
  definition: Placed;
}

/** Dots are taken by some of the models, so that only other characters are certain to be refused. */
const NAME = /^[\w.-]+$/;
/** Bounds what is looked at: OpenAI itself takes ten levels. */
const MAX_DEPTH = 20;

/** Lists the tools with a name of the app's own: they stand in a key of their type, or flat. */
export function offeredTools(tools: unknown): OfferedTool[] {
  return placed(tools, 'tools').flatMap(({ path, value }) => {
    const type = text(value['type']) ?? 'function';
    if (type !== 'function' && type !== 'custom') return [];
    const inner = value[type];
    const definition = isObject(inner)
      ? { path: `${path}.${type}`, value: inner }
      : { path, value };
    return [{ path: `${definition.path}.name`, name: nameOf(definition.value), definition }];
  });
}

/** Judges names, strict schemas, and the tool that is chosen. */
export function judgeTools(
  tools: readonly OfferedTool[],
  choice: unknown,
): Finding<'invalid-tool-name' | 'schema-not-strict' | 'choice-of-unknown-tool'>[] {
  const chosen = chosenName(choice);
  const isKnown = chosen === undefined || tools.some(({ name }) => name === chosen);
  return [
    ...tools.flatMap(({ path, name }) => judgeName(path, name)),
    ...tools.flatMap(({ definition }) => judgeSchema(definition)),
    ...findingIf(
      !isKnown,
      'choice-of-unknown-tool',
      'tool_choice',
      `The tool_choice names ${shown(chosen)}, which is not in tools.`,
    ),
  ];
}

/** Judges the name of a tool or of a call. */
export function judgeName(path: string, name: string | undefined): Finding<'invalid-tool-name'>[] {
  return findingIf(
    name !== undefined && !NAME.test(name),
    'invalid-tool-name',
    path,
    `The name ${shown(name)} may only have letters, digits, "_" and "-".`,
  );
}

function nameOf({ name }: JsonObject): string | undefined {
  return typeof name === 'string' ? name : undefined;
}

function chosenName(choice: unknown): string | undefined {
  const chosen = asObject(choice);
  const type = text(chosen['type']) ?? '';
  if (type !== 'function' && type !== 'custom') return undefined;
  return nameOf(isObject(chosen[type]) ? chosen[type] : chosen);
}

function judgeSchema({ path, value }: Placed): Finding<'schema-not-strict'>[] {
  if (value['strict'] !== true) return [];
  const open = openObject(value['parameters'], `${path}.parameters`);
  const message = 'A strict schema allows more properties here: additionalProperties is not false.';
  return open === undefined ? [] : [{ rule: 'schema-not-strict', path: open, message }];
}

/** Finds the first object of a schema that allows more properties. */
function openObject(schema: unknown, path: string, depth = 0): string | undefined {
  if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
  if (schema['type'] === 'object' && schema['additionalProperties'] !== false) return path;
  const branches = placed(schema['anyOf'], `${path}.anyOf`);
  const inner = [
    ...Object.entries(asObject(schema['properties'])).map(
      ([name, each]) => [each, `${path}.properties.${name}`] as const,
    ),
    [schema['items'], `${path}.items`] as const,
    ...branches.map((branch) => [branch.value, branch.path] as const),
  ];
  for (const [each, at] of inner) {
    const found = openObject(each, at, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
