import { chatSuite } from 'playhead/playwright';
import { recordings } from '../cassettes.ts';
import { demoApp } from '../drivers/demo-app.ts';

const STOP = 'it has no button "Stop" yet';
const RETRY = 'it has no button "Try again" yet';

chatSuite(demoApp, {
  cassettes: recordings.map(({ name }) => name),
  skip: {
    'stop keeps what has come and cancels the request': STOP,
    'stop is no error': STOP,
    'one can ask again after a stop': STOP,
    'one can ask again after a lost connection, and gets the answer': RETRY,
    'one can ask again after status 500, and gets the answer': RETRY,
    'one can ask again after status 429, and gets the answer': RETRY,
  },
});
