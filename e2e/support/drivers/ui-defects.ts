const ASKING_AGAIN = [
  'one can ask again after a lost connection, and gets the answer',
  'one can ask again after status 500, and gets the answer',
  'one can ask again after status 429, and gets the answer',
];

const GONE = 'takes the error away once the answer is there';

/** What the page can do otherwise, and which behaviours must turn red then: these and no others. */
export const WRONGS = {
  // Other ways to do it right: the scroller begins at its end, or is the window.
  'column-reverse': [],
  'window-scrolls': [],
  buffers: [
    'shows the first words before the rest arrives',
    'shows the text grow with every event, and takes nothing back',
    'keeps what has come when the connection is lost in mid-answer',
    'stop keeps what has come and cancels the request',
    'stop is no error',
    'one can ask again after a stop',
    'follows the end while the answer grows',
    'keeps its place when the reader scrolls up',
  ],
  'takes-back': [
    'shows the text grow with every event, and takes nothing back',
    'streams well, without jumps and flicker',
  ],
  rebuilds: ['streams well, without jumps and flicker'],
  flickers: ['streams well, without jumps and flicker'],
  pushes: ['streams well, without jumps and flicker'],
  'loses-text': ['keeps what has come when the connection is lost in mid-answer'],
  'asks-on': ['stop keeps what has come and cancels the request'],
  injects: ['shows hostile text, and runs none of it'],
  jumps: ['keeps its place when the reader scrolls up'],
  stays: ['follows the end while the answer grows'],
  shouts: ['announces an answer, and not every word of it by itself'],
  mute: ['announces an answer, and not every word of it by itself'],
  doubles: ['shows each answer once'],
  ghostly: ['asks what was recorded, and shows what was answered'],
  forgets: ['answers several questions in a row'],
  'hides-calls': ['shows each tool call before its result'],
  'hides-results': ['shows the result of each tool call'],
  'cries-wolf': ['shows no error beside a good answer', GONE],
  'keeps-alarm': [GONE],
  throws: ['throws nothing that nobody catches'],
  'stop-alarms': ['stop is no error'],
  'dies-on-stop': ['one can ask again after a stop'],
  'hides-errors': [
    'shows an error after a lost connection',
    'shows an error after status 500',
    'shows an error after status 429',
    ...ASKING_AGAIN,
    GONE,
  ],
  'no-retry': [...ASKING_AGAIN, GONE],
} satisfies Record<string, string[]>;

export type Wrong = keyof typeof WRONGS;

/** Pages that do several things wrong at once, none of which hides another. `my-chat.spec.ts` runs one that does hardly any. */
export const PAGES: Wrong[][] = [
  ['buffers', 'throws', 'hides-errors', 'mute', 'doubles', 'pushes'],
  [
    'takes-back',
    'loses-text',
    'asks-on',
    'dies-on-stop',
    'injects',
    'jumps',
    'shouts',
    'forgets',
    'keeps-alarm',
  ],
  [
    'hides-calls',
    'hides-results',
    'rebuilds',
    'window-scrolls',
    'stays',
    'stop-alarms',
    'cries-wolf',
    'no-retry',
  ],
  ['column-reverse', 'flickers', 'ghostly'],
];
