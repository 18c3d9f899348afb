import path from 'node:path';
import type { Page } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Serves files of the repository as a site, without a server; by the path in the address. */
export async function serve(
  page: Page,
  origin: string,
  files: Record<string, string>,
): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const file = files[new URL(route.request().url()).pathname];
    if (file === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ path: path.join(ROOT, file) });
  });
}
