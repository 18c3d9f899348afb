export { type RecordOptions } from './recording.ts';
export { type PlayheadServer, serve, type ServeOptions } from './serve.ts';
