import type { Body } from '../wire/body.ts';
import type { Interaction, RecordedHeaders } from './cassette.ts';

/**
 * Writes an interaction as text to paste at the end of a cassette. It needs no YAML library, as pages
 * answer with it too.
 */
export function interactionText({ id, request, response }: Interaction): string {
  return [
    `- id: ${id}`,
    '  request:',
    `    body: ${bodyScalar(request.body)}`,
    ...headerLines(request.headers),
    `    url: ${quoted(request.url)}`,
    `    method: ${request.method}`,
    '  response:',
    `    body: ${bodyScalar(response.body)}`,
    ...headerLines(response.headers),
    `    code: ${response.code}`,
    '',
  ].join('\n');
}

function headerLines(headers: RecordedHeaders): string[] {
  const entries = Object.entries(headers);
  if (entries.length === 0) return ['    headers: {}'];
  return [
    '    headers:',
    ...entries.flatMap(([name, values]) => [
      `      ${name}:`,
      ...values.map((value) => `      - ${quoted(value)}`),
    ]),
  ];
}

function bodyScalar(body: Body): string {
  if (typeof body !== 'string') return `!!binary ${body.base64}`;
  return isBlock(body)
    ? `|+\n${body.replaceAll(/(?<=^|\n)(?=[^\n])/g, '      ')}`.replace(/\n+$/, '\n')
    : quoted(body);
}

/** Tells whether text can be written as it is, line by line, which is easier to edit. */
function isBlock(text: string): boolean {
  return (
    /^\S/.test(text) &&
    /[^\n]\n\n$/.test(text) &&
    !/[^\n\x20-\x7E\u00A0-\u2027\u202A-\uD7FF]| \n/.test(text)
  );
}

function quoted(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // JSON leaves characters as they are that go-yaml takes for line ends, or rejects.
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
