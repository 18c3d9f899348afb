import { ANNOUNCEMENTS, SENTENCES } from './announcements.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Exchange } from '../../cassette/chat-cassette.ts';
import { HOSTILE, HOSTILE_CONTENT } from './hostile-content.ts';
import { PARAGRAPHS, SCROLLING } from './scrolling.ts';

/** A conversation that no recording holds, and what it shows of a UI. */
export interface SyntheticConversation {
  name: string;
  exchanges: readonly Exchange[];
  behaviours: readonly Behaviour[];
}

/** The answers made up for what recordings do not hold. */
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
        title: 'answers several questions in a row',
        async check(lead) {
          await lead.open();
          await lead.converse(async (stream) => {
            await stream.finish();
            await lead.showsAllSoFar();
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
