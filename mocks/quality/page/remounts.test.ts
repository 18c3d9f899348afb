import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { element, mutation, stubDom } from '../../test/fake-dom.ts';
import { findRemounts } from './remounts.ts';

beforeEach(stubDom);
afterEach(() => void vi.unstubAllGlobals());

const paragraph = (text: string) => element('p', {}, text);

/** Finds the remounts of one change of a log. */
function replace(removed: HTMLElement[], added: HTMLElement[]) {
  return findRemounts([mutation(element('div'), { removed, added })]);
}

describe('findRemounts', () => {
  test('counts an element that is mounted again, with what is in it', () => {
    expect(replace([paragraph('It is')], [paragraph('It is')])).toEqual({
      nodes: 2,
      first: '<p> "It is"',
    });
  });

  test('counts an element that has grown while it was mounted again', () => {
    expect(replace([paragraph('It is')], [paragraph('It is warm')])?.nodes).toBe(2);
  });

  test('counts each removed node once', () => {
    expect(replace([paragraph('It')], [paragraph('It'), paragraph('It')])?.nodes).toBe(2);
  });

  test('counts an icon that is mounted again as it was', () => {
    const icon = () => element('svg', { class: 'icon' });
    expect(replace([icon()], [icon()])?.nodes).toBe(1);
  });

  test.each<[change: string, removed: () => HTMLElement[], added: () => HTMLElement[]]>([
    ['elements that are added', () => [], () => [paragraph('It')]],
    ['elements that are removed', () => [paragraph('It')], () => []],
    [
      'an element replaced by one of another kind',
      () => [element('i', {}, 'one')],
      () => [element('b', {}, 'two')],
    ],
    [
      'an element replaced by one of another role',
      () => [element('p', { role: 'status' })],
      () => [element('p', { role: 'alert' })],
    ],
    ['text replaced by other text', () => [paragraph('Waiting')], () => [paragraph('It is')]],
    [
      'an icon replaced by another one',
      () => [element('svg', { class: 'one' })],
      () => [element('svg', { class: 'two' })],
    ],
  ])('does not count %s', (_change, removed, added) => {
    expect(replace(removed(), added())).toBeUndefined();
  });

  test('does not count an element that moves', () => {
    const moved = paragraph('It is');
    expect(replace([moved], [moved])).toBeUndefined();
  });

  test('does not count an element that moves into a new one', () => {
    const moved = paragraph('It is');
    const log = element('div');
    const removal = mutation(log, { removed: [moved] });
    expect(
      findRemounts([removal, mutation(log, { added: [element('div', {}, moved)] })]),
    ).toBeUndefined();
  });
});
