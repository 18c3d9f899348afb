import { tool } from 'ai';
import { z } from 'zod';

const operands = z.object({
  a: z.number().int().describe('first number'),
  b: z.number().int().describe('second number'),
});

/** What the model may call. Results are strings, so that it is sent plain text and not JSON. */
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
  throw new Error(problem.success ? problem.data.message : 'The weather service does not answer.');
}
