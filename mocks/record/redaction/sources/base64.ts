import { bodyBytes, toBinary } from '../../../wire/body.ts';
import { editableText, type EditableText, type Source } from './source.ts';

/** Text that is written as base64 in another one. */
export interface Base64Text {
  content: EditableText;
  /** The offsets of the base64. */
  start: number;
  end: number;
  /** Writes the content back, where something of it was replaced. */
  flush(): void;
}

const RUN_START = /[A-Za-z0-9+/_-]{16}/g;
const RUN_END = /[^A-Za-z0-9+/_-]/g;
/** What is looked at first: images and audio are not a text from their first bytes on. */
const HEAD = 64;
/** Matches what no text has. */
const CONTROL = /(?![\t\n\v\f\r\u0080-\u009F])\p{Cc}/u;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Finds base64 that holds text. Images, audio and random bytes are passed over. */
export function* base64Texts(parent: Source): Generator<Base64Text> {
  for (const [start, end] of runsOf(parent.text)) {
    const run = parent.text.slice(start, end);
    const text = decode(run);
    if (text === undefined) continue;
    const content = editableText(text);
    yield {
      content,
      start,
      end,
      flush() {
        if (content.edits.length === 0) return;
        const placed = () => content.edits.forEach(({ replacement }) => replacement.placed?.());
        parent.replace(start, end, { text: encode(content.result(), run), placed });
      },
    };
  }
}

/** Yields the offsets of runs of base64. One pattern for all of a run would need a stack as long as it. */
function* runsOf(text: string): Generator<[start: number, end: number]> {
  let from = 0;
  while (from < text.length) {
    RUN_START.lastIndex = from;
    const start = RUN_START.exec(text)?.index;
    if (start === undefined) return;
    RUN_END.lastIndex = start;
    let end = RUN_END.exec(text)?.index ?? text.length;
    for (let padding = 0; padding < 2 && text[end] === '='; padding++) end += 1;
    yield [start, end];
    from = end;
  }
}

function decode(run: string): string | undefined {
  const bare = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (bare.length % 4 === 1) return undefined;
  try {
    const head = atob(bare.slice(0, HEAD));
    if (CONTROL.test(head)) return undefined;
    const text = decoder.decode(bodyBytes({ base64: bare }));
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Encodes text with the alphabet and the padding of the base64 that was there. */
function encode(text: string, like: string): string {
  const padded = btoa(toBinary(bodyBytes(text)));
  const isPadded = like.endsWith('=') || like.length % 4 === 0;
  const encoded = isPadded ? padded : padded.replace(/=+$/, '');
  return /[-_]/.test(like) ? encoded.replaceAll('+', '-').replaceAll('/', '_') : encoded;
}
