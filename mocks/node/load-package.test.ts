import { expect, test } from 'vitest';
import { loadPackage } from './load-package.ts';

const missing = (message: string) =>
  Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });

test('a missing package is named, with what installs it', async () => {
  const load = async () => {
    throw missing("Cannot find package 'express' imported from /a/server/app.js");
  };
  await expect(loadPackage('serve', load)).rejects.toMatchObject({
    code: 'missing-package',
    message: 'Cannot serve: express is missing. Run npm install --save-dev express.',
  });
});

test.each([missing("Cannot find module '/a/b.js'"), new TypeError('a defect')])(
  '%s is not a missing package',
  async (error) => {
    const load = async () => {
      throw error;
    };
    await expect(loadPackage('serve', load)).rejects.toBe(error);
  },
);

test('what is there is loaded', async () => {
  expect(await loadPackage('serve', async () => 1)).toBe(1);
});
