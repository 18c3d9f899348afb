/** What stands in the place of a line that cannot be read. */
export const UNREADABLE = 'The line is no JSON.';

/**
 * Makes an error of a line that is no JSON. Ollama's client leaves it out with a warning, and goes on.
 * A last line without an end is a cut, and is left as it is.
 */
export function checkedLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let begun = '';
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n');
      begun = lines.pop()!;
      const checked = lines.map((line) =>
        isJson(line) ? line : JSON.stringify({ error: UNREADABLE }),
      );
      if (checked.length > 0) controller.enqueue(encoder.encode(`${checked.join('\n')}\n`));
    },
    flush(controller) {
      controller.enqueue(encoder.encode(begun));
    },
  });
}

function isJson(line: string): boolean {
  if (line.trim() === '') return true;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
