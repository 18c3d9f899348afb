import type { TestInfo } from '@playwright/test';
import type { AppRequest } from '../../playhead/app-request.ts';
import { compareRequests } from './compared-requests.ts';
import { describeChanges } from './describe-changes.ts';
import { summarizeChanges } from './summarize-changes.ts';

const TYPE = 'playhead: changed since the recording';

/**
 * Notes in the report what the requests of a test change against the recorded ones, though it does
 * not count: a sentence as an annotation, and all of it as an attachment. Notes nothing where that is
 * nothing.
 */
export async function reportChanges(
  testInfo: TestInfo,
  requests: readonly AppRequest[],
): Promise<void> {
  const compared = compareRequests(requests);
  const description = summarizeChanges(compared);
  if (description === undefined) return;
  testInfo.annotations.push({ type: TYPE, description });
  await testInfo.attach(TYPE, { body: describeChanges(compared), contentType: 'text/plain' });
}
