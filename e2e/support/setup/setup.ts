import { installBrowser } from './install-browser.ts';
import { installMsw3 } from './msw-3.ts';

try {
  const { label } = await installBrowser();
  installMsw3();
  console.log(`Browser: ${label}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
