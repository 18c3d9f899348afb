import { expect, test } from 'vitest';
import { createReplay } from '../../replay/replay.ts';
import { cassette, interaction, streamOfText, user } from '../../test/samples.ts';
import { explainUnusedInteractions } from './explain.ts';

const { recordings } = createReplay([cassette(interaction([user('Hi')], streamOfText('Hello')))]);
const request = { method: 'POST', url: 'https://a.example/chat?key=secret', headers: {}, body: {} };

test('an interaction that a rule of sideCalls has answered is listed with the rule', () => {
  const requests = [{ ...request, sideCall: 'title' }];
  const message = explainUnusedInteractions(recordings, { streams: [], requests });
  expect(message).toMatch(
    /sideCalls has answered:\n {2}POST https:\/\/a\.example\/chat\?key=…, by the rule "title"/,
  );
  expect(message).not.toContain('no request');
});

test('says so where the app has sent nothing', () => {
  const message = explainUnusedInteractions(recordings, { streams: [], requests: [] });
  expect(message).toContain('The app has sent no request.');
});

test('a list of models need not be asked for again', () => {
  const list = interaction([], '{"data":[]}');
  const models = cassette({
    ...list,
    request: { ...list.request, method: 'GET', url: 'https://api.example.com/v1/models' },
    response: { ...list.response, headers: { 'Content-Type': ['application/json'] } },
  });
  const replay = createReplay([models]);
  const sent = { streams: [], requests: [] };
  expect(explainUnusedInteractions(replay.recordings, sent)).toBeUndefined();
});
