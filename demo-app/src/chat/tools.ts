import { asSchema, type Tool, tool } from 'ai';
import { z } from 'zod';

const operands = z.object({
  a: z.number().int().describe('first number'),
  b: z.number().int().describe('second number'),
});

/** The tools of the model. Results are strings, so that it gets plain text and not JSON. */
export const tools = {
  add: tool({
    description: 'Add two numbers',
    inputSchema: operands,
    execute: ({ a, b }) => String(a + b),
  }),
  multiply: tool({
    description: 'Multiply two numbers',
    inputSchema: operands,
    execute: ({ a, b }) => String(a * b),
  }),
  weather: tool({
    description: 'Get weather information for a location',
    inputSchema: z.object({ location: z.string().describe('the city') }),
    execute: ({ location }, { abortSignal }) => fetchWeather(location, abortSignal),
  }),
};

const weatherSchema = z.object({ weather: z.string() });
const problemSchema = z.object({ message: z.string() });

async function fetchWeather(location: string, signal: AbortSignal | undefined): Promise<string> {
  const query = new URLSearchParams({ location });
  const response = await fetch(`/api/weather?${query.toString()}`, { signal: signal ?? null });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return weatherSchema.parse(body).weather;
  const problem = problemSchema.safeParse(body);
  throw new Error(
    problem.success ? problem.data.message : 'The weather service is not responding.',
  );
}

/**
 * Runs a tool by its name, for a back end that leaves its calls to the page.
 * @throws Error with a reason for the person and the model.
 */
export async function runTool(
  name: string,
  input: unknown,
  call: { toolCallId: string; abortSignal: AbortSignal },
): Promise<unknown> {
  const found = (tools as Record<string, Tool | undefined>)[name];
  if (!found?.execute) throw new Error(`There is no tool called ${name}.`);
  const checked = await asSchema(found.inputSchema).validate?.(input);
  if (!checked?.success) throw new Error('The arguments do not match this tool.');
  return await found.execute(checked.value, { ...call, messages: [] });
}
