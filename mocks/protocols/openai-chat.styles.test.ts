import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cassetteNames } from '../node/cassette-files.ts';
import { adds, HELLO, type Style, style, STYLES, THOUGHT } from '../test/styles.ts';

const USED = { ...HELLO, usage: 12 };

test.each<Style>([
  // opening
  [
    'role-on-most-deltas',
    'reads one message',
    /"role":"assistant","content":" there".*\n\n.*"delta":\{"content":"!"\}/,
    [HELLO],
  ],
  [
    'opens-with-content-null',
    'ignores content null',
    /^.*"delta":\{"role":"assistant","content":null\}/,
    [HELLO],
  ],
  ['opens-with-role-alone', 'ignores a role alone', /^.*"delta":\{"role":"assistant"\}/, [HELLO]],
  ['opens-with-text', 'reads the first delta', /^.*"content":"Hello"/, [HELLO]],
  [
    'opens-with-reasoning',
    'reads the first delta',
    /^.*"reasoning_content":"A greeting."/,
    [THOUGHT],
  ],
  ['opens-with-a-whole-call', 'reads the first delta', /^.*"arguments":"\{.*\}"/, adds()],
  [
    'opens-without-choices',
    'ignores a chunk without choices, id and model',
    /^data: \{"id":"","object":"".*"model":"","choices":\[\],"prompt_filter_results"/,
    [HELLO],
  ],
  // finish
  [
    'finish-on-the-last-text',
    'reads the delta beside it',
    /"content":" there!"\},"finish_reason":"stop"/,
    [HELLO],
  ],
  [
    'finish-on-the-call',
    'reads the call beside it',
    /"tool_calls":.*"finish_reason":"tool_calls"/,
    adds(),
  ],
  ['finish-sent-twice', 'reads one finish', /(?:"stop".*\n\n.*){2}\[DONE\]/, [HELLO]],
  ['finish-sent-three-times', 'reads one finish', /(?:"stop".*\n\n.*){3}\[DONE\]/, [HELLO]],
  ['finish-null-afterwards', 'keeps it', /"stop".*\n\n.*"finish_reason":null/, [HELLO]],
  [
    'finish-absent-until-the-end',
    'ignores absent keys',
    /^(?!(?:.*finish_reason){2}).*"finish_reason":"stop"/s,
    [HELLO],
  ],
  [
    'finish-length',
    'reads the reason as sent',
    /"finish_reason":"length"/,
    [{ text: 'Hello', finish: 'length' }],
  ],
  [
    'finish-content-filter',
    'reads the reason as sent',
    /"finish_reason":"content_filter"/,
    [{ text: 'Hello', finish: 'content_filter' }],
  ],
  // usage
  ['usage-beside-empty-choices', 'reads it', /"choices":\[\],"usage":\{/, [USED]],
  ['usage-on-the-finish-chunk', 'reads it', /"finish_reason":"stop"\}\],"usage":\{/, [USED]],
  ['usage-on-a-trailing-chunk', 'reads it', /"finish_reason":null\}\],"usage":\{/, [USED]],
  ['usage-null-until-the-end', 'ignores null', /(?:"usage":null.*\n\n.*){4}"usage":\{/, [USED]],
  ['usage-under-x-groq', 'reads it', /"x_groq":\{"id":"req_01","usage":\{/, [USED]],
  // reasoning
  ['reasoning-content', 'reads it', /"reasoning_content":"ing."/, [THOUGHT]],
  ['reasoning', 'reads it', /"reasoning":"ing."/, [THOUGHT]],
  [
    'reasoning-again-in-details',
    'reads it once',
    /"reasoning":"ing.","reasoning_details":\[\{"type":"reasoning.text","text":"ing."/,
    [THOUGHT],
  ],
  [
    'reasoning-in-both-fields',
    'reads it once',
    /"reasoning_content":"ing.","reasoning":"ing."/,
    [THOUGHT],
  ],
  [
    'reasoning-details-alone',
    'reads the details',
    /"delta":\{"reasoning_details":\[\{"type":"reasoning.text","text":"ing."/,
    [THOUGHT],
  ],
  ['reasoning-summary', 'reads a summary', /"reasoning.summary","summary":"ing."/, [THOUGHT]],
  [
    'reasoning-encrypted',
    'reads no text',
    /"reasoning":null.*"reasoning.encrypted","data":/,
    [HELLO],
  ],
  [
    'reasoning-signature-alone',
    'ignores the signature',
    /"reasoning.text","signature":/,
    [THOUGHT],
  ],
  [
    'reasoning-null-or-empty',
    'reads no text',
    /"reasoning_content":null[^]*"reasoning":null[^]*"reasoning_content":"","reasoning":""/,
    [HELLO],
  ],
  // extra keys
  [
    'extra-keys-openai',
    'ignores them',
    /"refusal":null.*"logprobs":null.*"obfuscation":"k2P","service_tier":.*"system_fingerprint":/,
    [HELLO],
  ],
  [
    'extra-keys-azure',
    'ignores them',
    /"choices":\[\{.*"content_filter_results":\{"hate":/,
    [HELLO],
  ],
  ['extra-keys-llama-cpp', 'ignores them', /"timings":\{/, [HELLO]],
  ['extra-keys-cerebras', 'ignores them', /"time_info":\{/, [HELLO]],
  [
    'extra-keys-vercel',
    'ignores them',
    /"delta":\{"provider_metadata":.*"generationId":"gen_01"\}\n/,
    [HELLO],
  ],
  [
    'extra-keys-openrouter',
    'ignores them',
    /"native_finish_reason":"completed".*"provider":"Azure"/,
    [HELLO],
  ],
])('%s: %s', (name, _behaviour, bytes, turns) => {
  const read = style(name);
  expect(read.body).toMatch(bytes);
  expect(read.turns).toEqual(turns);
});

test('tests every hand-made cassette once', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((file) => /^openai-chat\..*styles\.test\.ts$/.test(file))
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join('');
  const timesNamed = Object.fromEntries(
    cassetteNames(STYLES).map((name) => [name, sources.split(`'${name}',`).length - 1]),
  );
  expect(Object.entries(timesNamed).filter(([, times]) => times !== 1)).toEqual([]);
});
