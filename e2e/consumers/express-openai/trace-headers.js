/** Picks what ties a request to the model to the page's own, as OpenTelemetry would send it on. */
export function traceHeaders({ traceparent, baggage }) {
  return { ...(traceparent && { traceparent }), ...(baggage && { baggage }) };
}
