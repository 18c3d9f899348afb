import { casesOf, taken } from './case.ts';

const signed = taken('handmade/google/call-ids', 1);
const loop = taken('handmade/google/tool-loop', 1);
const vertex = taken('handmade/vertex-google/tool-loop', 1);

export const GOOGLE_GENERATIVE_BASES = [signed, loop, vertex];

/** The places: 0 the user, 1 the model with a text and two calls, 2 the results. */
export const GOOGLE_GENERATIVE_CASES = casesOf('google-generative', signed, [
  [
    'result-without-call',
    'results whose calls were cut off with the history',
    'contents[0].parts[0]',
    (body) => body.contents.splice(0, 2),
  ],
  [
    'result-without-call',
    'a result behind an answer without calls',
    'contents[2].parts[0]',
    (body) => body.contents[1].parts.splice(1),
    loop,
  ],
  [
    'results-not-as-many-as-calls',
    'a result that is missing',
    'contents[2]',
    (body) => body.contents[2].parts.pop(),
  ],
  [
    'results-not-as-many-as-calls',
    'calls that got no result before the user spoke',
    'contents[2]',
    (body) => (body.contents[2].parts = [{ text: 'Stop' }]),
    loop,
  ],
  [
    'results-not-as-many-as-calls',
    'a result that is sent twice',
    'contents[2]',
    (body) => body.contents.push(body.contents[2]),
    vertex,
  ],
  [
    'call-at-the-start',
    'a history that begins with a call',
    'contents[0].parts[1]',
    (body) => body.contents.shift(),
  ],
  [
    'missing-thought-signature',
    'a call that lost its signature',
    'contents[1].parts[1].thoughtSignature',
    (body) => delete body.contents[1].parts[1].thoughtSignature,
  ],
  [
    'missing-thought-signature',
    'a signature that moved to the second call',
    'contents[1].parts[1].thoughtSignature',
    (body) => {
      const [, first, second] = body.contents[1].parts;
      second.thoughtSignature = first.thoughtSignature;
      delete first.thoughtSignature;
    },
  ],
  [
    'missing-thought-signature',
    'a second step without a signature',
    'contents[3].parts[0].thoughtSignature',
    (body) =>
      body.contents.push(
        { role: 'model', parts: [{ functionCall: { name: 'add', args: { a: 5, b: 6 } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'add', response: { sum: 11 } } }] },
      ),
  ],
  [
    'altered-thought-signature',
    'a signature that was written in another alphabet',
    'contents[1].parts[1].thoughtSignature',
    (body) => (body.contents[1].parts[1].thoughtSignature += '_'),
  ],
  [
    'empty-contents',
    'no contents',
    'contents',
    (body) => {
      body.contents = [];
    },
  ],
  [
    'empty-parts',
    'an answer that was stopped before its first word',
    'contents[3].parts',
    (body) => body.contents.push({ role: 'model', parts: [] }, body.contents[0]),
  ],
  [
    'part-without-data',
    'a thought whose text was left out',
    'contents[1].parts[0]',
    (body) => delete body.contents[1].parts[0].text,
    loop,
  ],
  [
    'unknown-role',
    'the role of another protocol',
    'contents[1].role',
    (body) => {
      body.contents.splice(1);
      body.contents.push({ role: 'assistant', parts: [{ text: '5' }] });
    },
  ],
  [
    'unknown-role',
    'a system prompt among the contents',
    'contents[0].role',
    (body) => body.contents.unshift({ role: 'system', parts: [{ text: 'Be brief' }] }),
  ],
  [
    'args-not-object',
    'arguments as a text of JSON',
    'contents[1].parts[1].functionCall.args',
    (body) => (body.contents[1].parts[1].functionCall.args = '{"a":2,"b":3}'),
  ],
  [
    'response-not-object',
    'a result that is a text',
    'contents[2].parts[0].functionResponse.response',
    (body) => (body.contents[2].parts[0].functionResponse.response = '5'),
  ],
  [
    'invalid-tool-name',
    'a tool with a slash in its name',
    'tools[0].functionDeclarations[0].name',
    (body) => (body.tools[0].functionDeclarations[0].name = 'math/add'),
  ],
]);
