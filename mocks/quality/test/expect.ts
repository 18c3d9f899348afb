import { expect as base, test } from '@playwright/test';
import { checkBudgets, evaluateBudgets, type StreamBudgets } from './budgets.ts';
import { annotateUnmeasured } from '../../playwright/report/report-step.ts';
import { explainUnmeasured, formatReport } from './format-report.ts';
import { measureQuality, type QualityWatch } from './watch-quality.ts';

const ATTACHMENT = 'playhead: streaming quality';

/** Extends Playwright's `expect` with `toStreamWell`. */
export const expect = base.extend({
  /**
   * Expects each metric of a watch to be within its budget: layout shifts, remounted nodes, text that
   * is taken back, jumps and announcements. Attaches all metrics to the report, whatever the result,
   * and notes there which of them this browser does not measure.
   * @param budgets replaces single budgets; `StreamBudgets` lists the defaults
   * @throws PlayheadError `bad-option` for an invalid watch or budget, `not-found` if nothing was
   *   sent, `ended` if the page or the element is gone, `timeout` if the page does not respond.
   */
  async toStreamWell(watch: QualityWatch, budgets: StreamBudgets = {}) {
    checkBudgets(budgets);
    const measurement = await measureQuality(watch);
    const { events, responses } = measurement.streams;
    const rows = evaluateBudgets(measurement, budgets);
    const report = formatReport(rows, measurement.streams);
    const unmeasured = explainUnmeasured(rows);
    if (unmeasured !== undefined) annotateUnmeasured(unmeasured);
    const json = JSON.stringify({ events, responses, metrics: rows }, undefined, 2);
    await attach(ATTACHMENT, report, 'text/plain');
    await attach(`${ATTACHMENT}, as JSON`, json, 'application/json');
    const expected = this.isNot ? 'at least one metric over' : 'each metric within';
    return {
      name: 'toStreamWell',
      pass: rows.every(({ status }) => status !== 'over'),
      message: () => `Expected ${expected} its budget.\n\n${report}`,
    };
  },
});

function attach(name: string, body: string, contentType: string): Promise<void> {
  return test.info().attach(name, { body, contentType });
}
