/** Picks what ties a request to the model to the page's own, as OpenTelemetry would send it on. */
export function traceHeaders(headers) {
  const names = ['traceparent', 'baggage'].filter((name) => headers.has(name));
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
}
