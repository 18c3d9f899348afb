export { type PlayheadServer, serve, type ServeOptions } from './serve.ts';
