import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelMessage } from 'ai';
import type { Listener, Question } from './ask.ts';
import { type Conversation, EMPTY } from './conversation.ts';
import { createSession, SILENCE_SECONDS } from './session.ts';

/** An answer that the test gives as it likes. */
interface Asked extends Question, Listener {
  say: (text: string) => void;
  endTurn: () => void;
  finish: () => void;
  fail: () => void;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const asked: Asked[] = [];
  let shown: Conversation = EMPTY;
  const session = createSession((conversation) => (shown = conversation));
  const ask = (question: Question, listener: Listener) => {
    let text = '';
    let said: ModelMessage[] = [];
    const { onPart, onSaid } = listener;
    const endTurn = () => {
      said = [...said, { role: 'assistant', content: text }];
      text = '';
      onSaid(said);
      onPart({ type: 'finish-step', finishReason: 'stop' });
    };
    asked.push({
      ...question,
      ...listener,
      say: (words) => {
        text += words;
        onPart({ type: 'text-delta', text: words });
      },
      endTurn,
      finish: () => {
        endTurn();
        onPart({ type: 'finish', finishReason: 'stop' });
      },
      fail: () => {
        onPart({ type: 'error', error: new TypeError('network error') });
        onPart({ type: 'finish', finishReason: 'error' });
      },
    });
    return new Promise<void>(() => {}); // what it does after the finish is of no account
  };
  session.use({ ask, whole: false });
  return { session, asked, shown: () => shown };
}

const texts = ({ messages }: Conversation) => messages.map(({ text }) => text);
const sent = ({ before }: Question) => before.map(({ content }) => content);

test('what is asked next sends along what was said', () => {
  const { session, asked } = start();
  session.send('One');
  asked[0]!.say('First');
  asked[0]!.finish();
  session.send('Two');
  expect(asked[1]!.text).toBe('Two');
  expect(sent(asked[1]!)).toEqual(['One', 'First']);
});

test('while an answer runs, nothing is asked', () => {
  const { session, asked, shown } = start();
  session.send('One');
  session.send('Two');
  session.retry();
  expect(asked).toHaveLength(1);
  expect(texts(shown())).toEqual(['One']);
});

test('stop cancels, keeps what has come, and hears nothing more', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.say('Half');
  session.stop();
  session.stop();
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.say(' and more');
  asked[0]!.fail();
  expect(shown()).toMatchObject({ status: 'idle', failure: undefined });
  expect(shown().messages).toMatchObject([
    { text: 'One' },
    { role: 'assistant', status: 'stopped', text: 'Half' },
  ]);
});

test('stop fails the calls that wait, with a plain reason', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.onPart({ type: 'tool-input-start', id: 'a', toolName: 'add' });
  asked[0]!.onPart({ type: 'tool-call', toolCallId: 'b', toolName: 'add', input: {} });
  session.stop();
  const reason = 'You stopped the answer before this call was done.';
  expect(shown().messages[1]).toMatchObject({
    calls: [
      { status: 'failed', reason },
      { status: 'failed', reason },
    ],
  });
});

test('stop before anything has come is a turn of its own, and the question is not sent again', () => {
  const { session, asked, shown } = start();
  session.send('One');
  session.stop();
  expect(shown().messages[1]).toMatchObject({ status: 'stopped', text: '', calls: [] });
  session.send('Two');
  expect(sent(asked[1]!)).toEqual([]);
});

test('a stopped turn is sent along as its text, after the turns that are complete', () => {
  const { session, asked } = start();
  session.send('One');
  asked[0]!.say('First');
  asked[0]!.endTurn();
  asked[0]!.say('Half');
  asked[0]!.onPart({ type: 'tool-input-start', id: 'a', toolName: 'add' });
  session.stop();
  session.send('Two');
  expect(sent(asked[1]!)).toEqual(['One', 'First', 'Half']);
});

test('a turn that broke off is sent along as its text, and not when it is asked for again', () => {
  const { session, asked } = start();
  session.send('One');
  asked[0]!.say('First');
  asked[0]!.endTurn();
  asked[0]!.say('Half');
  asked[0]!.fail();
  session.retry();
  expect(sent(asked[1]!)).toEqual([]);
  asked[1]!.say('Other half');
  asked[1]!.fail();
  session.send('Go on');
  expect(sent(asked[2]!)).toEqual(['One', 'Other half']);
});

test('stop after the end stops nothing', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.say('First');
  asked[0]!.finish();
  session.stop();
  expect(asked[0]!.signal.aborted).toBe(false);
  expect(shown().messages[1]).toMatchObject({ status: 'done' });
});

test('retry asks the same from the same history, and the old answer stays until the new begins', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.say('Old');
  asked[0]!.finish();
  session.retry();
  expect([asked[1]!.text, sent(asked[1]!)]).toEqual(['One', []]);
  expect(texts(shown())).toEqual(['One', 'Old']);
  asked[1]!.say('New');
  expect(texts(shown())).toEqual(['One', 'New']);
  asked[1]!.finish();
  session.send('Two');
  expect(sent(asked[2]!)).toEqual(['One', 'New']);
});

test.each(['fail', 'stop'] as const)(
  '%s before the new answer begins: the old one stays',
  (how) => {
    const { session, asked, shown } = start();
    session.send('One');
    asked[0]!.say('Old');
    asked[0]!.finish();
    session.retry();
    if (how === 'fail') asked[1]!.fail();
    else session.stop();
    expect(texts(shown())).toEqual(['One', 'Old']);
    expect(shown().messages[1]).toMatchObject({ status: 'done' });
    expect(shown().failure === undefined).toBe(how === 'stop');
    session.send('Two');
    expect(sent(asked[2]!), 'what is on the screen is what was said').toEqual(['One', 'Old']);
  },
);

test('a retry that is stopped in its text sends that text along', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.say('Old');
  asked[0]!.finish();
  session.retry();
  asked[1]!.say('Half');
  session.stop();
  expect(texts(shown())).toEqual(['One', 'Half']);
  session.send('Two');
  expect(sent(asked[2]!)).toEqual(['One', 'Half']);
});

test('retry of a failed question clears the failure', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.fail();
  expect(shown().failure).toBeDefined();
  session.retry();
  expect(shown()).toMatchObject({ status: 'running', failure: undefined });
  expect(sent(asked[1]!)).toEqual([]);
});

test('with nothing asked, there is nothing to retry, to stop or to edit', () => {
  const { session, asked, shown } = start();
  session.retry();
  session.stop();
  session.edit(0, 'One');
  expect(asked).toHaveLength(0);
  expect(shown()).toBe(EMPTY);
});

test('edit cuts the conversation there, and asks with what was before', () => {
  const { session, asked, shown } = start();
  for (const [at, text] of ['One', 'Two', 'Three'].entries()) {
    session.send(text);
    asked[at]!.say(`${text}!`);
    asked[at]!.finish();
  }
  session.edit(2, 'Zwei');
  expect(texts(shown())).toEqual(['One', 'One!', 'Zwei']);
  expect(sent(asked[3]!)).toEqual(['One', 'One!']);
  asked[3]!.say('Zwei!');
  asked[3]!.finish();
  session.send('Drei');
  asked[4]!.finish();
  session.edit(4, 'Vier');
  expect(sent(asked[5]!)).toEqual(['One', 'One!', 'Zwei', 'Zwei!']);
  asked[5]!.finish();
  session.edit(0, 'Eins');
  expect(texts(shown())).toEqual(['Eins']);
  expect(sent(asked[6]!)).toEqual([]);
});

test('edit while an answer runs stops it first', () => {
  const { session, asked, shown } = start();
  session.send('One');
  asked[0]!.say('Half');
  session.edit(0, 'Eins');
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.say(' late');
  expect(texts(shown())).toEqual(['Eins']);
  expect(sent(asked[1]!)).toEqual([]);
});

test('after a while without anything new, it is silent, until something arrives', () => {
  const { session, asked, shown } = start();
  session.send('One');
  vi.advanceTimersByTime(SILENCE_SECONDS * 1000 - 1);
  expect(shown().silent).toBe(false);
  vi.advanceTimersByTime(1);
  expect(shown().silent).toBe(true);
  asked[0]!.onPart({ type: 'start-step' });
  expect(shown().silent, 'also what is not shown has arrived').toBe(false);
  vi.advanceTimersByTime(SILENCE_SECONDS * 1000);
  expect(shown().silent).toBe(true);
  session.stop();
  expect(shown().silent).toBe(false);
  vi.advanceTimersByTime(SILENCE_SECONDS * 1000);
  expect(shown().silent, 'nothing is waited for').toBe(false);
});
