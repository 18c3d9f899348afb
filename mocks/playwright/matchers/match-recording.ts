import { createHash } from 'node:crypto';
import { expect as base, test, type TestInfo } from '@playwright/test';
import { checkOption, checkOptions, type OptionChecks } from '../../util/check-options.ts';
import { PlayheadError } from '../../util/error.ts';
import { formatValue } from '../../util/format-value.ts';
import { isObject } from '../../util/json.ts';
import { shorten } from '../../util/text.ts';
import type { AppRequest } from '../../playhead/app-request.ts';
import { contextOf } from '../../playhead/request-context.ts';
import { currentCallSite, fromCallSite, withoutOwnFrames } from '../report/call-site.ts';
import { compareRequests } from '../report/compared-requests.ts';
import { describeChanges } from '../report/describe-changes.ts';

/** Options of `toMatchRecording`. */
export interface MatchRecordingOptions {
  /**
   * The name of the snapshot, `.txt` is added where it lacks. Default: the title of the test, and the
   * number of the call in it.
   */
  name?: string;
  /** Fields to leave out, by their names in the snapshot: `seed`. Default: none. */
  ignore?: readonly string[];
  /** What to leave out of texts and numbers: `<masked>` stands for it. Default: ids and dates alone. */
  mask?: RegExp | readonly RegExp[];
}

/** The calls of one test so far. */
interface Calls {
  count: number;
  /** The last call, where it has failed. */
  failed?: { place: string; name: string };
}

/** A name is part of that of a file, to which others are added. */
const LONGEST_NAME = 80;
const OWN_HEADER = /^.*toMatchSnapshot.*\n+/;

const CHECKS: OptionChecks<MatchRecordingOptions> = {
  name: (value) =>
    checkOption('name', value, typeof value === 'string' && value !== '', 'the name of a file'),
  ignore: (value) => {
    const areNames = Array.isArray(value) && value.every((each) => typeof each === 'string');
    checkOption('ignore', value, areNames, 'a list of field names');
  },
  mask: (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const arePatterns = list.every((each) => each instanceof RegExp);
    checkOption('mask', value, arePatterns, 'a RegExp, or a list of them');
  },
};

const callsOfTests = new WeakMap<TestInfo, Calls>();

/** Compares what requests change against the recorded ones with a snapshot of Playwright. */
export function matchRecording(
  requests: readonly AppRequest[],
  options: MatchRecordingOptions,
  isNot: boolean,
) {
  const { name, ignore = [], mask = [] } = checkOptions(checkObject(options), CHECKS);
  checkRequests(requests);
  // What the test records now is the recording: a snapshot of it would not fit the next run.
  if (requests.some(({ recorded }) => recorded)) {
    return { name: 'toMatchRecording', pass: !isNot, message: () => '' };
  }
  const compared = compareRequests(requests, [mask].flat());
  const kept = compared.map((each) => ({
    ...each,
    changes: each.changes.filter((change) => !ignore.includes(change.name)),
  }));
  const text = describeChanges(kept);
  const calls = callsOf(test.info());
  return fromCallSite(() => {
    const place = currentCallSite()?.frames[0] ?? '';
    const file = name === undefined ? nextName(calls, place) : withExtension(name);
    const error = matchSnapshot(text, file, isNot);
    if (error) calls.failed = { place, name: file };
    else delete calls.failed;
    return {
      name: 'toMatchRecording',
      pass: error ? isNot : !isNot,
      message: () => explain(String(error?.message), isNot),
    };
  });
}

/** Lets Playwright compare and write: its options, its modes and its report apply. */
function matchSnapshot(text: string, file: string, isNot: boolean): Error | undefined {
  const info = test.info();
  const { snapshotSuffix } = info;
  const errors = info.errors.length;
  // The platform: requests are the same on each.
  info.snapshotSuffix = '';
  try {
    const expectation = base(text);
    (isNot ? expectation.not : expectation).toMatchSnapshot(file);
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    info.snapshotSuffix = snapshotSuffix;
    // A missing snapshot fails the test softly, and is reported at the line of the user.
    for (const error of info.errors.slice(errors)) {
      if (error.stack !== undefined) error.stack = withoutOwnFrames(error.stack);
    }
  }
}

function explain(message: string, isNot: boolean): string {
  const [header, reason] = isNot
    ? [
        'expect(requests).not.toMatchRecording()',
        'The requests differ from the recorded ones as the snapshot says.',
      ]
    : [
        'expect(requests).toMatchRecording()',
        'The requests differ from the recorded ones in another way than the snapshot says. To accept that, run with --update-snapshots.',
      ];
  // A snapshot that is missing, or cannot be read, explains itself.
  const wasCompared = OWN_HEADER.test(message) || message.includes('comparison failed');
  const lines = wasCompared ? [header, '', reason, ''] : [header, ''];
  return [...lines, message.replace(OWN_HEADER, '')].join('\n');
}

function callsOf(info: TestInfo): Calls {
  const known = callsOfTests.get(info) ?? { count: 0 };
  callsOfTests.set(info, known);
  return known;
}

/** Names the snapshot of a call. One that is made again after it failed, as `toPass` does, keeps its name. */
function nextName(calls: Calls, place: string): string {
  if (calls.failed?.place === place) return calls.failed.name;
  calls.count++;
  const title = test.info().titlePath.slice(1).join(' ');
  const hash = createHash('sha256').update(title).digest('hex').slice(0, 8);
  const short = title.length > LONGEST_NAME ? `${title.slice(0, LONGEST_NAME)} ${hash}` : title;
  return `${short} requests ${calls.count}.txt`;
}

function withExtension(name: string): string {
  return name.endsWith('.txt') ? name : `${name}.txt`;
}

function checkObject(options: unknown): MatchRecordingOptions {
  checkOption('options of toMatchRecording', options, isObject(options), 'an object');
  return options as MatchRecordingOptions;
}

function checkRequests(requests: unknown): asserts requests is readonly AppRequest[] {
  const isList = Array.isArray(requests);
  const isOwn = (each: unknown) => isObject(each) && contextOf(each as never) !== undefined;
  if (!isList || !requests.every(isOwn)) {
    throw new PlayheadError(
      'bad-option',
      `Cannot compare with the recording: toMatchRecording() takes playhead.requests, or some of them, and got ${shorten(formatValue(requests), 100)}.`,
    );
  }
  if (requests.length === 0) {
    throw new PlayheadError(
      'no-requests',
      'Cannot compare with the recording: no request was sent. Wait for one first, with nextStream().',
    );
  }
}
