import { expect, test } from 'vitest';
import { chatCassette } from '../cassette/chat-cassette.ts';
import type { ChatDriver } from './driver.ts';
import type { SuiteOptions } from './options.ts';
import { planSuite } from './plan.ts';

const driver = {
  name: 'mine',
  open: async () => {},
  send: async () => {},
  log: () => undefined!,
  answers: () => undefined!,
} satisfies ChatDriver;
const STOP = 'one can ask again after a stop';
const ONCE = 'shows each answer once';

function testsOf(options: SuiteOptions, more: Partial<ChatDriver> = {}) {
  return planSuite({ ...driver, ...more }, options).flatMap(({ tests }) => tests);
}

test('plans each behaviour once a cassette, and those of made-up answers once', () => {
  const cassettes = ['a/b', chatCassette([['Hi', 'Hello']], { name: 'c' })];
  const tests = testsOf({ cassettes });
  const titles = tests.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.filter((title) => title.endsWith(`: ${ONCE}`))).toEqual([
    `a/b: ${ONCE}`,
    `c: ${ONCE}`,
  ]);
  expect(titles.filter((title) => title.endsWith('several questions in a row'))).toHaveLength(1);
});

test('what the driver has no means for is not applicable', () => {
  const lacking = (more?: Partial<ChatDriver>) =>
    testsOf({ cassettes: ['a'] }, more).filter(({ lacks }) => lacks.length > 0);
  expect(new Set(lacking().flatMap(({ lacks }) => lacks))).toEqual(
    new Set(['toolCards', 'stop', 'error', 'audit']),
  );
  const all = { ...driver, toolCards: driver.log, stop: driver.open, error: driver.log };
  expect(lacking({ ...all, audit: async () => [] })).toEqual([]);
  expect(lacking(all).map(({ lacks }) => lacks)).toEqual([['audit']]);
});

test('a reason marks the tests of a behaviour, or one alone', () => {
  const cassettes = ['a', 'b'];
  const known = (skip: Record<string, string>) =>
    testsOf({ cassettes, skip }).flatMap(({ title, known: why }) => (why ? [[title, why]] : []));
  expect(known({ [ONCE]: 'why' })).toEqual([
    [`a: ${ONCE}`, 'why'],
    [`b: ${ONCE}`, 'why'],
  ]);
  expect(known({ [`b: ${ONCE}`]: 'why' })).toEqual([[`b: ${ONCE}`, 'why']]);
  expect(known({})).toEqual([]);
});

test.each<[string, SuiteOptions, string]>([
  ['no cassettes', {} as SuiteOptions, 'no cassettes are given'],
  ['an empty list', { cassettes: [] }, 'a list of names or parsed cassettes, at least one'],
  ['a misspelt option', { casettes: [] } as unknown as SuiteOptions, 'Valid names: cassettes'],
  ['no options', undefined as unknown as SuiteOptions, 'there are no options. Give them'],
  ['what is no cassette', { cassettes: [{}] as never }, 'a list of names or parsed cassettes'],
  ['two of a name', { cassettes: ['a', 'b', 'a'] }, 'two cassettes are called "a". Give each'],
  ['skip that is null', { cassettes: ['a'], skip: null! }, 'Invalid skip'],
  [
    'skip that is a list',
    { cassettes: ['a'], skip: [] as never },
    'an object of titles and reasons',
  ],
  [
    'a behaviour that there is not',
    { cassettes: ['a'], skip: { 'sings a song': 'why' } },
    `skip names "sings a song", and no test is called that.`,
  ],
  [
    'a cassette that is not played',
    { cassettes: ['a'], skip: { [`b: ${ONCE}`]: 'why' } },
    `Use one of these, alone or after the name of what is played and a colon:\n  shows the first words`,
  ],
  [
    'no reason',
    { cassettes: ['a'], skip: { [ONCE]: ' ' } },
    `skip gives no reason for "${ONCE}". Write why`,
  ],
  [
    'a reason for what is not applicable',
    { cassettes: ['a'], skip: { [STOP]: 'why' } },
    `skip names "${STOP}", which is not applicable: the driver has no stop. Remove it.`,
  ],
])('refuses %s', (_what, options, said) => {
  expect(() => planSuite(driver, options)).toThrow(said);
});

test.each<[string, Partial<Record<keyof ChatDriver | 'toolcards', unknown>>, string]>([
  ['without a member', { log: undefined, send: undefined }, 'it has no send, log. Add what'],
  [
    'with a misspelt member',
    { toolcards: driver.log },
    'Unknown driver member "toolcards". Did you mean "toolCards"? Valid names: name, open, send, log',
  ],
  [
    'with a locator for a function',
    { error: {} },
    'Invalid error: expected a function, such as (page) =>',
  ],
  ['without a name', { name: '' }, 'the name of the UI'],
])('refuses a driver %s', (_what, wrong, said) => {
  const given = { ...driver, ...wrong } as ChatDriver;
  expect(() => planSuite(given, { cassettes: ['a'] })).toThrow(said);
});

test.each([undefined, null, 'mine'])('refuses %j as a driver', (given) => {
  const suite = () => planSuite(given as unknown as ChatDriver, { cassettes: ['a'] });
  expect(suite).toThrow(`Cannot use ${JSON.stringify(given)} as the driver: it is not an object.`);
});
