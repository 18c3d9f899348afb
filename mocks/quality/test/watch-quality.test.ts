import { describe, expect, test } from 'vitest';
import type { Locator } from '@playwright/test';
import type { Playhead } from '../../playhead/playhead.ts';
import { measureQuality, type QualityWatch, watchQuality } from './watch-quality.ts';

describe('watchQuality', () => {
  test('rejects what is not a playhead', async () => {
    await expect(watchQuality({} as Locator, {} as Playhead)).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('playhead'),
    });
  });
});

describe('measureQuality', () => {
  test('rejects a watch that was not awaited', async () => {
    const watch = Promise.resolve() as unknown as QualityWatch;
    await expect(measureQuality(watch)).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('[object Promise]'),
    });
  });
});
