import type { Reporter } from '@playwright/test/reporter';

/** Says where the HTML report lies, after all else, in CI too. */
export default class ReportPath implements Reporter {
  printsToStdio(): boolean {
    return true;
  }

  async onExit(): Promise<void> {
    console.log('\nHTML report: playwright-report/index.html');
  }
}
