import helmet from 'helmet';
import { PROVIDERS } from './src/chat/providers.ts';

/** Providers that the page calls itself; one with a path as its address is covered by `'self'`. */
const origins = new Set(
  PROVIDERS.flatMap(({ baseURL }) => (URL.canParse(baseURL) ? [new URL(baseURL).origin] : [])),
);

/** Sets the security headers of every response: a model's answer is hostile input. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", ...origins],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // The demo is served over HTTP on the loopback interface.
  strictTransportSecurity: false,
});
