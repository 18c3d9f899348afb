import { test } from '@playwright/test';
import { checkBudgets, type StreamBudgets } from './budgets.ts';
import { judge } from './evaluate.ts';
import { measured, type StreamRecording } from './watch-quality.ts';
import { describeRows } from './table.ts';

const ATTACHMENT = 'playhead: streaming quality';

/** The verdict on a recording, for `expect`; the report gets all figures, whatever it is. */
export async function toStreamWell(
  recording: StreamRecording,
  budgets: StreamBudgets,
): Promise<{ pass: boolean; report: string }> {
  checkBudgets(budgets);
  const found = await measured(recording);
  const rows = judge(found, budgets);
  const report = describeRows(rows, found.told);
  const { events, responses } = found.told;
  await attach(ATTACHMENT, report, 'text/plain');
  await attach(
    `${ATTACHMENT}, as JSON`,
    JSON.stringify({ events, responses, figures: rows }, undefined, 2),
    'application/json',
  );
  return { pass: rows.every(({ verdict }) => verdict !== 'over'), report };
}

function attach(name: string, body: string, contentType: string): Promise<void> {
  return test.info().attach(name, { body, contentType });
}
