import type { Exchange } from '../../protocols/plan-conversation.ts';
import type { Behaviour } from '../behaviour.ts';
import { ANNOUNCEMENTS, SENTENCES } from './announcements.ts';
import { COMPLETED } from './completed.ts';
import { ERRORS } from './errors.ts';
import { HOSTILE, HOSTILE_CONTENT } from './hostile-content.ts';
import { PARAGRAPHS, SCROLLING } from './scrolling.ts';
import { STOPPING } from './stopping.ts';
import { STREAMING } from './streaming.ts';
import { TOOL_CALLS } from './tool-calls.ts';

/** The behaviours to check with each cassette. */
export const WITH_CASSETTE: readonly Behaviour[] = [
  ...STREAMING,
  ...TOOL_CALLS,
  ...COMPLETED,
  ...STOPPING,
  ...ERRORS,
];

/** A conversation that no recording holds, and the behaviours to check with it. */
export interface SyntheticConversation {
  name: string;
  exchanges: readonly Exchange[];
  behaviours: readonly Behaviour[];
}

export const SYNTHETIC: readonly SyntheticConversation[] = [
  {
    name: 'several questions',
    exchanges: [
      ['What is the first letter?', ['The first', ' is Alpha.']],
      ['And the second one?', ['The second', ' is Beta.']],
      ['And the third one?', ['The third', ' is Gamma.']],
    ],
    behaviours: [
      {
        id: 'answer-several-questions',
        title: 'answers several questions in a row',
        async check({ expectAllSent, open, playConversation }) {
          await open();
          await playConversation(async (stream) => {
            await stream.finish();
            await expectAllSent();
          });
        },
      },
    ],
  },
  {
    name: 'long answer',
    exchanges: [['Tell me a long story.', PARAGRAPHS]],
    behaviours: SCROLLING,
  },
  {
    name: 'sentences',
    exchanges: [['Say a few sentences.', SENTENCES]],
    behaviours: ANNOUNCEMENTS,
  },
  {
    name: 'hostile answer',
    exchanges: [['Say something hostile.', HOSTILE]],
    behaviours: HOSTILE_CONTENT,
  },
];
