export { cassetteFile, cassetteNames, readCassette } from './cassette-files.ts';
export { type Middleware, replayRoutes } from './replay-routes.ts';
