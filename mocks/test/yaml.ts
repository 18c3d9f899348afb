import { parseCassette } from '../cassette/parse.ts';
import { PlayheadError } from '../util/error.ts';

/** Writes a cassette of one interaction with these lines as its response. */
export const withResponse = (...lines: string[]): string =>
  [
    'version: 2',
    'interactions:',
    '- request:',
    '    url: https://api.example.com/v1/chat/completions',
    '    method: POST',
    '  response:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

export const responseOf = (yaml: string) => parseCassette(yaml).interactions[0]!.response;
export const failure = (yaml: string): PlayheadError => {
  try {
    parseCassette(yaml, { file: 'a.yaml' });
  } catch (error) {
    if (error instanceof PlayheadError) return error;
    throw error;
  }
  throw new Error('Expected an error');
};
