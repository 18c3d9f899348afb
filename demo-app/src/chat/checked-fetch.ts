import { APICallError } from 'ai';
import { z } from 'zod';

const messageSchema = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/**
 * Throws an APICallError for a status of 400 and above: some client libraries keep no more of a
 * refused request than its text.
 */
export function checkedFetch(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    if (response.status < 400) return response;
    const body = await response.text();
    throw new APICallError({
      message: messageOf(body),
      url: response.url,
      requestBodyValues: {},
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: body,
    });
  };
}

function messageOf(body: string): string {
  try {
    return messageSchema.parse(JSON.parse(body));
  } catch {
    return body;
  }
}
