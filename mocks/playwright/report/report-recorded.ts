import type { TestInfo } from '@playwright/test';
import type { ProtocolChoice } from '../../protocols/protocols.ts';
import { transcript } from '../../protocols/transcript.ts';
import type { Recorder } from '../../record/recorder.ts';
import { describeRemoved } from '../../record/redaction/describe-removed.ts';
import { pluralize } from '../../util/text.ts';
import { describeTranscript } from './attach-state.ts';

/** What a test has recorded. */
export interface Recorded {
  recorder: Recorder;
  /** The cassette, as it is named in messages. */
  name: string;
  /** That of the cassette; undefined: detected per interaction. */
  protocol: ProtocolChoice | undefined;
  /** The requests that are not in it, as the app has aborted them. */
  aborted: readonly string[];
}

/** Says in the report what was recorded, and attaches the conversation. */
export async function reportRecorded(
  testInfo: TestInfo,
  { recorder, name, protocol, aborted }: Recorded,
): Promise<void> {
  const { count, removed, cassette } = recorder;
  const description = [
    `${pluralize(count, 'interaction')} to ${name}`,
    ...(removed.length > 0 ? [`removed ${describeRemoved(removed)}`] : []),
    ...(aborted.length > 0 ? [`not recorded, as the app aborted it: ${aborted.join(', ')}`] : []),
  ].join('; ');
  testInfo.annotations.push({ type: 'playhead: recorded', description });
  const body = describeTranscript(() => transcript(cassette, { protocol }));
  await testInfo.attach('playhead: recorded conversation', { body, contentType: 'text/plain' });
}
