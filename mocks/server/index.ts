export { type RecordOptions } from './record-options.ts';
export { type PlayheadServer, serve, type ServeOptions } from './serve.ts';
