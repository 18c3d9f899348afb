import { expect, test } from 'vitest';
import { recordEnvironment } from './record-environment.ts';

test.each([
  [{}, false, false],
  [{ CI: '' }, false, false],
  [{ CI: '0' }, false, false],
  [{ CI: 'false' }, false, false],
  [{ CI: 'False' }, false, false],
  [{ CI: '1' }, true, false],
  [{ CI: 'true' }, true, false],
  [{ CI: 'woodpecker', PLAYHEAD_RECORD: '1' }, true, true],
  [{ CI: 'true', PLAYHEAD_RECORD: '0' }, true, false],
])('the environment %j is CI: %j, and forces: %j', (variables, isCi, isForced) => {
  expect(recordEnvironment(variables)).toEqual({ isCi, isForced });
});
