import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { documentOf, element, mutation, stubDom } from '../../test/fake-dom.ts';
import { createAnnouncementReader } from './announcements.ts';

beforeEach(stubDom);
afterEach(() => void vi.unstubAllGlobals());

/** Adds nodes to an element, in one batch. */
function add(target: HTMLElement, ...added: HTMLElement[]): MutationRecord[] {
  target.append(...added);
  return [mutation(target, { added })];
}

const word = (text: string) => element('b', {}, text);

describe('createAnnouncementReader', () => {
  test('announces two changes of a region in one batch once', () => {
    const status = element('p', { role: 'status' });
    documentOf(status);
    const read = createAnnouncementReader();
    expect(read([...add(status, word('one')), ...add(status, word('two'))])).toEqual(['<b> "one"']);
    expect(read(add(status, word('three')))).toEqual(['<b> "three"']);
  });

  const announcementsIn = (name: string, attributes: Record<string, string>) => {
    const region = element(name, attributes);
    documentOf(region);
    return createAnnouncementReader()(add(region, word('one')));
  };

  test.each<[region: string, name: string, attributes: Record<string, string>]>([
    ['a log', 'div', { role: 'log' }],
    ['an alert', 'div', { role: 'alert' }],
    ['an output', 'output', {}],
    ['an assertive region', 'div', { 'aria-live': 'assertive' }],
  ])('announces text that is added to %s', (_region, name, attributes) => {
    expect(announcementsIn(name, attributes)).toEqual(['<b> "one"']);
  });

  test.each<[region: string, name: string, attributes: Record<string, string>]>([
    ['an element that is no region', 'div', {}],
    ['a log that is off', 'div', { role: 'log', 'aria-live': 'off' }],
    ['a hidden region', 'div', { role: 'log', 'aria-hidden': 'true' }],
  ])('does not announce text that is added to %s', (_region, name, attributes) => {
    expect(announcementsIn(name, attributes)).toEqual([]);
  });

  test('does not announce a silent part of a region', () => {
    const silent = element('p', { 'aria-live': 'off' });
    documentOf(element('div', { role: 'log' }, silent));
    expect(createAnnouncementReader()(add(silent, word('one')))).toEqual([]);
  });

  test('announces a busy part once, when it is not busy any more', () => {
    const attributes: Record<string, string> = { 'aria-busy': 'true' };
    const answer = element('article', attributes);
    documentOf(element('div', { role: 'log' }, answer));
    const read = createAnnouncementReader();
    expect(read(add(answer, word('one')))).toEqual([]);
    expect(read(add(answer, word('two')))).toEqual([]);
    attributes['aria-busy'] = 'false';
    expect(read([mutation(answer)])).toEqual(['<article> "onetwo"']);
    expect(read([mutation(answer)])).toEqual([]);
  });

  test('announces a part within a busy one when that is not busy any more', () => {
    const inner: Record<string, string> = { 'aria-busy': 'true' };
    const outer: Record<string, string> = {};
    const part = element('p', inner);
    const answer = element('article', outer, part);
    documentOf(element('div', { role: 'log' }, answer));
    const read = createAnnouncementReader();
    expect(read(add(part, word('one')))).toEqual([]);
    inner['aria-busy'] = 'false';
    outer['aria-busy'] = 'true';
    expect(read([mutation(part)])).toEqual([]);
    outer['aria-busy'] = 'false';
    expect(read([mutation(answer)])).toEqual(['<article> "one"']);
  });

  test('announces an alert that arrives with its text, and no status that does', () => {
    const banner = element('div');
    documentOf(banner);
    const read = createAnnouncementReader();
    expect(read(add(banner, element('p', { role: 'status' }, 'Done')))).toEqual([]);
    expect(read(add(banner, element('p', { role: 'alert' }, 'Lost')))).toEqual(['<p> "Lost"']);
  });

  test('does not announce blank, removed or hidden text', () => {
    const log = element('div', { role: 'log' });
    documentOf(log);
    const read = createAnnouncementReader();
    expect(read(add(log, word('  ')))).toEqual([]);
    expect(read([mutation(log, { removed: [word('one')] })])).toEqual([]);
    expect(read(add(log, element('p', { hidden: '' }, 'one')))).toEqual([]);
  });
});
