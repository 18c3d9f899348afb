import { expect, test } from 'vitest';
import type { ChatDriver } from './driver.ts';
import { createLead } from './lead.ts';

test('an action of a driver that gives no promise is refused', async () => {
  const driver = { name: 'mine', open: () => undefined } as unknown as ChatDriver;
  const opening = { cassette: 'a', url: 'https://a.example' };
  const lead = createLead(undefined!, undefined!, {
    driver,
    course: [],
    opening,
    testInfo: undefined!,
  });
  await expect(lead.open()).rejects.toThrow(
    'Cannot open mine: open() of the driver returns no promise. Make it async, and await what it does.',
  );
});
