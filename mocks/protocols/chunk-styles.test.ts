import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cassetteNames } from '../node/cassette-files.ts';
import { adds, HELLO, type Style, style, STYLES, THOUGHT } from '../test/styles.ts';

const USED = { ...HELLO, usage: 12 };

test.each<Style>([
  // opening
  [
    'role-on-most-deltas',
    'a role opens no new message',
    /"role":"assistant","content":" there".*\n\n.*"delta":\{"content":"!"\}/,
    [HELLO],
  ],
  [
    'opens-with-content-null',
    'content null says nothing',
    /^.*"delta":\{"role":"assistant","content":null\}/,
    [HELLO],
  ],
  [
    'opens-with-role-alone',
    'a role alone says nothing',
    /^.*"delta":\{"role":"assistant"\}/,
    [HELLO],
  ],
  ['opens-with-text', 'the first delta is read', /^.*"content":"Hello"/, [HELLO]],
  [
    'opens-with-reasoning',
    'the first delta is read',
    /^.*"reasoning_content":"A greeting."/,
    [THOUGHT],
  ],
  ['opens-with-a-whole-call', 'the first delta is read', /^.*"arguments":"\{.*\}"/, adds()],
  [
    'opens-without-choices',
    'a chunk without choices, id and model is no obstacle',
    /^data: \{"id":"","object":"".*"model":"","choices":\[\],"prompt_filter_results"/,
    [HELLO],
  ],
  // finish
  [
    'finish-on-the-last-text',
    'the delta beside it is read',
    /"content":" there!"\},"finish_reason":"stop"/,
    [HELLO],
  ],
  [
    'finish-on-the-call',
    'the call beside it is read',
    /"tool_calls":.*"finish_reason":"tool_calls"/,
    adds(),
  ],
  ['finish-sent-twice', 'it is one finish', /(?:"stop".*\n\n.*){2}\[DONE\]/, [HELLO]],
  ['finish-sent-three-times', 'it is one finish', /(?:"stop".*\n\n.*){3}\[DONE\]/, [HELLO]],
  [
    'finish-null-afterwards',
    'a later null does not clear it',
    /"stop".*\n\n.*"finish_reason":null/,
    [HELLO],
  ],
  [
    'finish-absent-until-the-end',
    'a missing key is no finish',
    /^(?!(?:.*finish_reason){2}).*"finish_reason":"stop"/s,
    [HELLO],
  ],
  [
    'finish-length',
    'the reason is told as it came',
    /"finish_reason":"length"/,
    [{ text: 'Hello', finish: 'length' }],
  ],
  [
    'finish-content-filter',
    'the reason is told as it came',
    /"finish_reason":"content_filter"/,
    [{ text: 'Hello', finish: 'content_filter' }],
  ],
  // usage
  ['usage-beside-empty-choices', 'it is read', /"choices":\[\],"usage":\{/, [USED]],
  ['usage-on-the-finish-chunk', 'it is read', /"finish_reason":"stop"\}\],"usage":\{/, [USED]],
  ['usage-on-a-trailing-chunk', 'it is read', /"finish_reason":null\}\],"usage":\{/, [USED]],
  ['usage-null-until-the-end', 'null is no usage', /(?:"usage":null.*\n\n.*){4}"usage":\{/, [USED]],
  ['usage-under-x-groq', 'it is read', /"x_groq":\{"id":"req_01","usage":\{/, [USED]],
  // reasoning
  ['reasoning-content', 'it is read', /"reasoning_content":"ing."/, [THOUGHT]],
  ['reasoning', 'it is read', /"reasoning":"ing."/, [THOUGHT]],
  [
    'reasoning-again-in-details',
    'it is read once',
    /"reasoning":"ing.","reasoning_details":\[\{"type":"reasoning.text","text":"ing."/,
    [THOUGHT],
  ],
  [
    'reasoning-in-both-fields',
    'it is read once',
    /"reasoning_content":"ing.","reasoning":"ing."/,
    [THOUGHT],
  ],
  [
    'reasoning-details-alone',
    'the details are read',
    /"delta":\{"reasoning_details":\[\{"type":"reasoning.text","text":"ing."/,
    [THOUGHT],
  ],
  ['reasoning-summary', 'a summary is shown', /"reasoning.summary","summary":"ing."/, [THOUGHT]],
  [
    'reasoning-encrypted',
    'it shows nothing',
    /"reasoning":null.*"reasoning.encrypted","data":/,
    [HELLO],
  ],
  [
    'reasoning-signature-alone',
    'the signature shows nothing',
    /"reasoning.text","signature":/,
    [THOUGHT],
  ],
  [
    'reasoning-null-or-empty',
    'it says nothing',
    /"reasoning_content":null[^]*"reasoning":null[^]*"reasoning_content":"","reasoning":""/,
    [HELLO],
  ],
  // extra keys
  [
    'extra-keys-openai',
    'they say nothing',
    /"refusal":null.*"logprobs":null.*"obfuscation":"k2P","service_tier":.*"system_fingerprint":/,
    [HELLO],
  ],
  [
    'extra-keys-azure',
    'they say nothing',
    /"choices":\[\{.*"content_filter_results":\{"hate":/,
    [HELLO],
  ],
  ['extra-keys-llama-cpp', 'they say nothing', /"timings":\{/, [HELLO]],
  ['extra-keys-cerebras', 'they say nothing', /"time_info":\{/, [HELLO]],
  [
    'extra-keys-vercel',
    'they say nothing',
    /"delta":\{"provider_metadata":.*"generationId":"gen_01"\}\n/,
    [HELLO],
  ],
  [
    'extra-keys-openrouter',
    'they say nothing',
    /"native_finish_reason":"completed".*"provider":"Azure"/,
    [HELLO],
  ],
])('%s: %s', (name, _fact, shows, told) => {
  const read = style(name);
  expect(read.body).toMatch(shows);
  expect(read.told).toEqual(told);
});

test('every hand-made cassette of chat completions is named by exactly one test', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((file) => /^chunk-styles.*\.test\.ts$/.test(file))
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join('');
  const timesNamed = Object.fromEntries(
    cassetteNames(STYLES).map((name) => [name, sources.split(`'${name}',`).length - 1]),
  );
  expect(Object.entries(timesNamed).filter(([, times]) => times !== 1)).toEqual([]);
});
