import type { TestInfo } from '@playwright/test';
import { expect, test } from 'vitest';
import { chatCassette } from '../protocols/chat-cassette.ts';
import { SYNTHETIC, WITH_CASSETTE } from './behaviours/all.ts';
import { chatBehaviours } from './chat-behaviours.ts';
import type { ChatDriver } from './driver.ts';
import type { ChatBehaviourOptions, ExpectedFailures } from './options.ts';

const driver = {
  name: 'mine',
  open: async () => {},
  send: async () => {},
  log: () => undefined!,
  answers: () => undefined!,
} satisfies ChatDriver;
const ONCE = 'show-answers-once';

const error = (...keywords: string[]) => ({
  code: 'bad-option',
  message: expect.stringMatching(new RegExp(keywords.join('[^]*'))) as string,
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

test('lists each behaviour once a cassette, and those of synthetic answers once', () => {
  const cassettes = ['a/b', chatCassette([['Hi', 'Hello']], { name: 'c' })];
  const behaviours = chatBehaviours(driver, { cassettes });
  const titles = behaviours.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  const once = behaviours.filter(({ id }) => id === ONCE).map(({ title }) => title);
  expect(once).toEqual(['a/b: shows each answer once', 'c: shows each answer once']);
  expect(behaviours.filter(({ id }) => id === 'answer-several-questions')).toHaveLength(1);
});

test('ids are unique, short and in kebab case', () => {
  const all = [...WITH_CASSETTE, ...SYNTHETIC.flatMap(({ behaviours }) => behaviours)];
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^(?=.{1,30}$)[a-z\d]+(-[a-z\d]+)+$/);
});

test('run names its fixtures where Playwright reads them, and a test is tagged with its id', () => {
  for (const { run, details, id, notApplicable } of chatBehaviours(driver, { cassettes: ['a'] })) {
    const fixtures = '{ page, playhead, cassette, cassetteDir, protocol }';
    expect(String(run)).toContain(notApplicable ? '({}, testInfo)' : `(${fixtures}, testInfo)`);
    expect(details.tag).toBe(`@${id}`);
  }
});

test('what the driver lacks is not applicable, and is skipped with the reason', async () => {
  const missing = (more: Partial<ChatDriver> = {}) =>
    chatBehaviours({ ...driver, ...more }, { cassettes: ['a'] }).filter(
      (each) => each.notApplicable,
    );
  expect(new Set(missing().map(({ notApplicable }) => notApplicable))).toEqual(
    new Set(
      ['toolCards', 'error', 'audit', 'stop', 'stop and no error', 'error and no retry'].map(
        (each) => `mine has no ${each}`,
      ),
    ),
  );
  const acts = { stop: driver.open, retry: driver.open };
  const all = { ...driver, ...acts, toolCards: driver.log, error: driver.log };
  expect(missing({ ...all, audit: async () => [] })).toEqual([]);
  const [audit] = missing(all);
  const skips: unknown[] = [];
  const testInfo = { skip: (...given: unknown[]) => skips.push(given) } as unknown as TestInfo;
  await audit!.run({} as never, testInfo);
  expect(skips).toEqual([[true, 'not applicable: mine has no audit']]);
});

test('a reason marks a behaviour with every cassette, or with one', () => {
  const cassettes = ['a', 'b'];
  const marked = (expectedFailures: ExpectedFailures) =>
    chatBehaviours(driver, { cassettes, expectedFailures }).flatMap(({ title, expectedFailure }) =>
      expectedFailure ? [[title, expectedFailure]] : [],
    );
  expect(marked({ [ONCE]: 'why' })).toEqual([
    ['a: shows each answer once', 'why'],
    ['b: shows each answer once', 'why'],
  ]);
  expect(marked({ 'b: show-answers-once': 'why' })).toEqual([['b: shows each answer once', 'why']]);
  expect(marked({})).toEqual([]);
});

const failures = (expectedFailures: object) => ({ cassettes: ['a'], expectedFailures });

test.each<[string, unknown, ReturnType<typeof error>]>([
  ['no cassettes', {}, error('Invalid cassettes')],
  ['an empty list', { cassettes: [] }, error('Invalid cassettes')],
  ['a misspelt option', { casettes: [] }, error('"casettes"', 'Did you mean "cassettes"')],
  ['no options', undefined, error('Invalid options')],
  ['a value that is not a cassette', { cassettes: [{}] }, error('Invalid cassettes')],
  ['two cassettes of one name', { cassettes: ['a', 'b', 'a'] }, error('two', '"a"')],
  ['null', { cassettes: ['a'], expectedFailures: null }, error('Invalid expectedFailures')],
  ['a list of failures', failures([]), error('Invalid expectedFailures')],
  ['an unknown id', failures({ 'sing-a-song': 'why' }), error('"sing-a-song"', 'pass-audit')],
  ['a misspelt id', failures({ 'pass-audits': 'why' }), error('Did you mean "pass-audit"')],
  ['an id of another cassette', failures({ [`b: ${ONCE}`]: 'why' }), error(`"a: ${ONCE}"`)],
  ['an empty reason', failures({ [ONCE]: ' ' }), error(ONCE, 'no reason')],
  ['an inapplicable id', failures({ 'ask-after-stop': 'why' }), error('not applicable', 'no stop')],
])('rejects %s', (_what, options, expected) => {
  const thrown = thrownBy(() => chatBehaviours(driver, options as ChatBehaviourOptions));
  expect(thrown).toMatchObject(expected);
});

test.each<[string, unknown, ReturnType<typeof error>]>([
  ['without a member', { ...driver, log: undefined, send: undefined }, error('no send, log')],
  ['with a misspelt member', { ...driver, toolcards: driver.log }, error('mean "toolCards"')],
  ['with a locator for a function', { ...driver, error: {} }, error('Invalid error', 'a function')],
  ['without a name', { ...driver, name: '' }, error('Invalid name')],
  ['that is undefined', undefined, error('Invalid driver')],
  ['that is null', null, error('Invalid driver')],
  ['that is a string', 'mine', error('Invalid driver')],
])('rejects a driver %s', (_what, given, expected) => {
  const thrown = thrownBy(() => chatBehaviours(given as ChatDriver, { cassettes: ['a'] }));
  expect(thrown).toMatchObject(expected);
});
