import type { Feature } from './driver.ts';
import type { Scenario } from './scenario.ts';

/** One thing that a good chat UI does, whatever it looks like. */
export interface Behaviour {
  /** In the present tense: the UI is the subject. */
  title: string;
  /** What the UI must have for it. */
  needs?: readonly Feature[];
  /**
   * How the app's requests find their answers. `'question'`: by what was asked last, for what does
   * not depend on how the UI tells of an earlier failure. Default: by the whole conversation.
   */
  match?: 'question';
  /** Throws where the UI does otherwise. */
  check(lead: Scenario): Promise<void>;
}
