import type { RequestHandler } from 'express';
import { PROVIDERS } from './src/chat/providers.ts';

/** Where the providers are; the one that is a path is `'self'`. */
const origins = new Set(
  PROVIDERS.flatMap(({ baseURL }) => (URL.canParse(baseURL) ? [new URL(baseURL).origin] : [])),
);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  `connect-src 'self' ${[...origins].join(' ')}`,
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Puts the security headers on every response. A model's answer is hostile input. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  next();
};
