import { PlayheadError } from '../util/error.ts';

/** Calls a function that must throw a PlayheadError, and returns the error. */
export function errorOf(run: () => unknown): PlayheadError {
  try {
    run();
  } catch (error) {
    if (error instanceof PlayheadError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}
