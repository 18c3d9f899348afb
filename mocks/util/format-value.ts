const MAX_DEPTH = 4;

/** Formats any value for a message: as JSON where possible; functions and class instances by kind. */
export function formatValue(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return String(value);
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]' && !Array.isArray(value)) return kind;
  if (depth > MAX_DEPTH) return '…'; // The value may be circular.
  const inner = (each: unknown) => formatValue(each, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${inner(each)}`).join(',')}}`;
}
