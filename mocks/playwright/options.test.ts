import { expect, test } from 'vitest';
import { checkOptions } from '../options.ts';
import { checkNames, DEFAULTS, PLAYHEAD_CHECKS, type PlayheadOptions } from './options.ts';

const VALID =
  'Valid options: cassette, cassettes, pace, chunking, faults, match, endpoint, protocol, repeat, carrier, unused, pageScripts.';

test.each([
  'casette',
  'cassete',
  'Cassettes2',
  'carier',
  'endPoint',
  'unusued',
  'paces',
  'page-scripts',
])('refuses the option %s, which is nearly one', (name) => {
  expect(() => checkNames({ [name]: 'x' })).toThrow(
    `Cannot use the option "${name}": there is none of that name. ${VALID}`,
  );
});

test.each([
  'page',
  'trace',
  'video',
  'baseURL',
  'context',
  'chat',
  'locale',
  'recordings',
  'place',
  'report',
  'used',
])('leaves %s alone, which is not', (name) => {
  expect(() => checkNames({ [name]: 'x' })).not.toThrow();
});

test('takes its own names and defaults', () => {
  expect(() => checkNames(DEFAULTS)).not.toThrow();
  expect(() => checkOptions(DEFAULTS, PLAYHEAD_CHECKS)).not.toThrow();
});

test.each<[object, string]>([
  [{ cassette: 5 }, 'a name, a parsed cassette or a list of those'],
  [{ cassette: ['a', null] }, 'a name, a parsed cassette or a list of those'],
  [{ cassettes: '' }, 'a folder'],
  [{ pace: 'slow' }, "Use 'manual', 'instant', { eventsPerSecond: 30 } or { totalMs: 2000 }."],
  [{ match: 'exactly' }, "'conversation', 'turn', 'order', 'exact' or a function"],
  [{ chunking: 'lines' }, "'event', 'whole', { bytes: 1 } or { seed: 1 }"],
  [{ protocol: 'openai' }, 'Use one of ai-sdk-ui, openai-chat'],
  [{ endpoint: 'api/chat' }, 'a path that begins with "/", or a URL'],
  [{ repeat: 'yes' }, 'true or false'],
  [{ carrier: 'worker' }, "'page' or 'service-worker'"],
  [{ unused: 'warn' }, "'error' or 'ignore'"],
  [{ pageScripts: 3 }, 'a folder'],
])('a wrong value says what is wanted: %j', (options, wanted) => {
  expect(() => checkOptions(options as PlayheadOptions, PLAYHEAD_CHECKS)).toThrow(wanted);
});
