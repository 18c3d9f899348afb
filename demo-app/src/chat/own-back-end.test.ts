import { expect, onTestFinished, test, vi } from 'vitest';
import { answering, events } from '../test/answering.ts';
import type { Session } from './session.ts';
import { tools } from './tools.ts';

const step = [{ type: 'start-step' }];
const stop = [{ type: 'finish-step' }, { type: 'finish', finishReason: 'stop' }];
const text = (delta: string) => [
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta },
  { type: 'text-end', id: '0' },
];
const call = (toolName: string, input: object, toolCallId = 'c') => [
  { type: 'tool-input-start', toolCallId, toolName },
  { type: 'tool-input-delta', toolCallId, inputTextDelta: JSON.stringify(input) },
  { type: 'tool-input-available', toolCallId, toolName, input },
];
const output = { type: 'tool-output-available', toolCallId: 'c', output: '5' };
const start = { type: 'start' };
const sum = { a: 2, b: 3 };

const ask = (...responses: Response[]) => answering('ai-sdk-ui', responses);

test('a tool that the server ran is a finished card, without a second request', async () => {
  const { got, conversation } = await ask(
    events(
      start,
      ...step,
      ...call('add', sum),
      output,
      stop[0]!,
      ...step,
      ...text('It is 5.'),
      ...stop,
    ),
  );
  expect(got).toHaveLength(1);
  expect(conversation.messages.slice(1)).toMatchObject([
    { text: '', calls: [{ name: 'add', status: 'done', input: '{"a":2,"b":3}', result: '5' }] },
    { text: 'It is 5.', calls: [] },
  ]);
  expect(conversation.failure).toBeUndefined();
});

test('a call that the server leaves open is run once, and its result is sent along', async () => {
  const run = vi.spyOn(tools.add, 'execute');
  onTestFinished(() => run.mockRestore());
  const { got, conversation, history } = await ask(
    events(start, ...step, ...text('I add.'), ...call('add', sum), ...stop),
    events(start, ...step, ...text('It is 5.'), ...stop),
  );
  expect(conversation.messages.slice(1)).toMatchObject([
    { text: 'I add.', calls: [{ status: 'done', result: '5' }] },
    { text: 'It is 5.', calls: [] },
  ]);
  expect(run).toHaveBeenCalledTimes(1);
  expect(got[1]!.body['messages']).toMatchObject([
    { role: 'user', parts: [{ type: 'text', text: 'Add 2 and 3' }] },
    {
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'text', text: 'I add.' },
        { type: 'tool-add', toolCallId: 'c', state: 'output-available', input: sum, output: '5' },
      ],
    },
  ]);
  expect(history.map(({ role }) => role)).toEqual(['user', 'assistant']);
});

test('a call that the provider runs is not run again, nor waited for', async () => {
  const [search] = call('web_search', {}).slice(-1);
  const { got, conversation } = await ask(
    events(start, ...step, { ...search, providerExecuted: true }, ...text('Found.'), ...stop),
  );
  expect(got).toHaveLength(1);
  expect(conversation.messages[1]).toMatchObject({ text: 'Found.', calls: [{ status: 'done' }] });
});

test('the next question sends the whole conversation', async () => {
  const responses = [
    events(start, ...step, ...call('add', sum), ...stop),
    events(start, ...step, ...text('It is 5.'), ...stop),
    events(start, ...step, ...text('Yes.'), ...stop),
  ];
  const acts = ['Add', 'Sure?'].map(
    (question) =>
      ({ send }: Session) =>
        send(question),
  );
  const { got } = await answering('ai-sdk-ui', responses, { acts });
  expect(got[2]!.body['messages']).toMatchObject([
    { role: 'user' },
    {
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'tool-add', state: 'output-available', input: sum, output: '5' },
        { type: 'step-start' },
        { type: 'text', text: 'It is 5.' },
      ],
    },
    { role: 'user', parts: [{ text: 'Sure?' }] },
  ]);
});

test.each([
  ['add', { a: 'two' }, 'The arguments do not match this tool.'],
  ['divide', sum, 'There is no tool called divide.'],
  ['constructor', sum, 'There is no tool called constructor.'],
])(
  'a call that cannot be run fails, and the server gets the reason: %s(%j)',
  async (name, input, why) => {
    const { got, conversation } = await ask(
      events(start, ...step, ...call(name, input), ...stop),
      events(start, ...step, ...text('Sorry.'), ...stop),
    );
    expect(conversation.messages[1]).toMatchObject({ calls: [{ status: 'failed', reason: why }] });
    expect(JSON.stringify(got[1]!.body)).toContain(`"errorText":"${why}"`);
  },
);

test('arguments that the server could not read are a failed card', async () => {
  const bad = {
    type: 'tool-input-error',
    toolCallId: 'c',
    toolName: 'add',
    input: '{',
    errorText: 'No.',
  };
  const failed = { type: 'tool-output-error', toolCallId: 'c', errorText: 'No.' };
  const { got, conversation } = await ask(
    events(start, ...step, bad, failed, ...text('Sorry.'), ...stop),
  );
  expect(got).toHaveLength(1);
  expect(conversation.messages[1]).toMatchObject({ text: 'Sorry.', calls: [{ status: 'failed' }] });
});

test('without steps, each response is a turn', async () => {
  const { conversation } = await ask(
    events(start, ...call('add', sum), { type: 'finish' }),
    events(start, ...text('It is 5.'), { type: 'finish' }),
  );
  expect(conversation.messages.slice(1)).toMatchObject([
    { calls: [{ status: 'done', result: '5' }] },
    { text: 'It is 5.' },
  ]);
  expect(conversation.failure).toBeUndefined();
});

test('an error after text keeps the text, and ends the stream', async () => {
  const [begin, half] = text('Half');
  const error = { type: 'error', errorText: 'overloaded' };
  const { conversation } = await ask(events(start, ...step, begin!, half!, error, half!));
  expect(conversation.messages.slice(1)).toMatchObject([{ text: 'Half' }]);
  expect(conversation.failure?.summary).toContain('Overloaded.');
});

test('a stream that ends without a finish is a failure', async () => {
  const { conversation } = await ask(events(start, ...step, ...text('Half')));
  expect(conversation.failure?.summary).toContain('was cut off');
});

test('a refused request is explained with what the server says', async () => {
  const { conversation } = await ask(Response.json({ error: 'slow down' }, { status: 429 }));
  expect(conversation.failure?.summary).toBe(
    'Rate limit reached (429). Slow down. Wait a moment, then try again.',
  );
});

test('a back end that never stops calling is stopped', async () => {
  const again = () => events(start, ...step, ...call('add', sum), stop[0]!, { type: 'finish' });
  const { got, conversation } = await ask(...Array.from({ length: 20 }, again));
  expect(got).toHaveLength(8);
  expect(conversation.failure?.summary).toContain('kept calling tools');
});
