export { cassetteFile, cassetteNames, readCassette } from './cassette-files.ts';
export { type Imported, type ImportOptions, importRecording } from '../record/import/import.ts';
export { redactCassette } from '../record/redaction/redact-cassette.ts';
export { type RedactionOptions, type Removed } from '../record/redaction/redactor.ts';
export { type RedactionRule } from '../record/redaction/secrets/rule.ts';
export { type Middleware, replayRoutes } from './replay-routes.ts';
