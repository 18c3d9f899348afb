const HINT = "Use carrier: 'page'";

/** Explains why no service worker can answer in this document; undefined where one can. */
export function unsupportedReason(): string | undefined {
  const at = `Cannot use the service-worker carrier at ${location.href}`;
  if (!isSecureContext) {
    return `${at}: service workers need https or localhost. ${HINT}, or serve the app there.`;
  }
  if (!('serviceWorker' in navigator) || self.origin === 'null') {
    return `${at}: the document may not have a service worker. ${HINT}.`;
  }
  try {
    const stream = new ReadableStream();
    structuredClone(stream, { transfer: [stream] });
  } catch {
    return `${at}: this browser cannot hand a stream to a service worker, so every answer would come at once. ${HINT}, or another browser.`;
  }
  return undefined;
}

/** Watches a registration, to explain its failure. */
export function describeRegistrationFailure(): (error: unknown) => string {
  let forbidden = false;
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
    if (effectiveDirective === 'worker-src') forbidden = true;
  });
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const reason =
      forbidden || /content security policy/i.test(message)
        ? "the page's content security policy forbids it, in worker-src"
        : message.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
    return `Cannot use the service-worker carrier at ${location.href}: ${reason}. ${HINT}.`;
  };
}
