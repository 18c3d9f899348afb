import { test } from '@playwright/test';
import { checkBudgets, type StreamBudgets } from './budgets.ts';
import { evaluateBudgets } from './evaluate.ts';
import { measured, type QualityWatch } from './watch-quality.ts';
import { describeRows } from './table.ts';

const ATTACHMENT = 'playhead: streaming quality';

/** The status on a recording, for `expect`; the report gets all metrics, whatever it is. */
export async function toStreamWell(
  recording: QualityWatch,
  budgets: StreamBudgets,
): Promise<{ pass: boolean; report: string }> {
  checkBudgets(budgets);
  const found = await measured(recording);
  const rows = evaluateBudgets(found, budgets);
  const report = describeRows(rows, found.streams);
  const { events, responses } = found.streams;
  await attach(ATTACHMENT, report, 'text/plain');
  await attach(
    `${ATTACHMENT}, as JSON`,
    JSON.stringify({ events, responses, metrics: rows }, undefined, 2),
    'application/json',
  );
  return { pass: rows.every(({ status }) => status !== 'over'), report };
}

function attach(name: string, body: string, contentType: string): Promise<void> {
  return test.info().attach(name, { body, contentType });
}
